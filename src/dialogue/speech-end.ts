import { drop } from './controls.ts';
import type { Event } from './event.ts';
import { tellProgress } from './jobs.ts';
import { change, isOpen, type Moment, say, setTimer } from './moment.ts';
import { reminderReply, sayQuestion } from './questions.ts';

/** A timer may ring this much before its time by another clock, milliseconds. */
const TIMER_SLACK_MS = 50;

/** A speech ended: speech counts for a while, and the time of a question begins. Only what was heard can be answered. */
export function said(moment: Moment, { speech, heard }: Extract<Event, { type: 'said' }>) {
  const { speeches, mode, earsClosed } = moment.state;
  const ended = speeches.find((one) => one.speech === speech);
  change(moment, { speeches: speeches.filter((one) => one !== ended) });
  const { followUpMs, repromptMs, expiryMs } = moment.settings;
  if (ended?.invites) change(moment, { addressedUntil: moment.at + followUpMs });
  if (!isOpen(mode) || mode.question.speech !== speech) return;
  if (earsClosed) return drop(moment, 'ears-closed');
  const saidAt = mode.question.saidAt ?? (heard ? moment.at : null);
  const question = { ...mode.question, saidAt, expiresAt: moment.at + expiryMs };
  change(moment, { mode: { ...mode, question } });
  setTimer(moment, 'reprompt', repromptMs);
  setTimer(moment, 'expiry', expiryMs);
}

export function timedOut(moment: Moment, { timer }: Extract<Event, { type: 'timed-out' }>) {
  const { mode, speeches } = moment.state;
  if (timer === 'progress') return tellProgress(moment);
  if (!isOpen(mode) || mode.question.expiresAt === null) return;
  const { expiresAt, reprompted } = mode.question;
  if (timer === 'expiry') {
    if (moment.at >= expiresAt - TIMER_SLACK_MS) drop(moment, 'expired');
    return;
  }
  if (reprompted) return;
  if (speeches.length > 0) return setTimer(moment, 'reprompt', moment.settings.repromptMs);
  change(moment, { mode: { ...mode, question: { ...mode.question, reprompted: true } } });
  const reminder = reminderReply(moment, mode);
  // What was not heard to its end is asked now.
  if (mode.question.saidAt === null) sayQuestion(moment, reminder);
  else say(moment, reminder, { repeatable: false });
}

/** Somebody begins to speak: we do not ask again into that. */
export function speechStarted(
  moment: Moment,
  { whilePlaying }: Extract<Event, { type: 'speech-started' }>,
): void {
  const { mode } = moment.state;
  if (whilePlaying || !isOpen(mode) || mode.question.expiresAt === null || mode.question.reprompted) return;
  setTimer(moment, 'reprompt', moment.settings.repromptMs);
}
