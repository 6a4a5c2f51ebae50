import type { Event } from '#dialogue/event.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { initialState, type State } from '#dialogue/state.ts';
import { step } from '#dialogue/step.ts';
import { type Utterance, understood } from '#dialogue/understood.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import type { World } from '#understanding/understand-text.ts';
import { type Decision, decisionOf } from './decision.ts';
import type { Hearing, KeptEvent, SessionStart } from './entry.ts';
import type { Happening, Session } from './session.ts';

/** What decides today. */
export interface Mind {
  grammar: Grammar;
  /** What there is besides what was installed and remembered, which is in the record. */
  catalogue: Omit<World, 'installed' | 'remembered'>;
  /** As they would be written at the start of a session. */
  fingerprints?: Pick<SessionStart, 'grammar' | 'catalogue'>;
  /** Instead of the session's own. */
  settings?: DialogueSettings | undefined;
}

/** One event played again. */
export interface Played {
  happening: Happening;
  /** Counted from 1. */
  number: number;
  /** Clock time of the record. */
  at: number;
  before: State;
  decided: Decision;
  /** What would be decided had this been heard instead. */
  decideFor(texts: readonly string[]): Decision;
}

/**
 * Plays a session again, event by event, through the functions that decided then, at the times of the record. What
 * was planned and answered is taken from the record.
 */
export function* play(session: Session, mind: Mind): Generator<Played> {
  const clock = session.start?.clock ?? session.at;
  let settings = mind.settings ?? settingsFrom(session.start?.settings);
  let installed: readonly string[] = [];
  let remembered: readonly RememberedName[] = [];
  let state = initialState();
  let number = 0;
  for (const happening of session.happenings) {
    const noted = happening.type === 'event' ? happening.event : happening.heard;
    settings = mind.settings ?? settingsFrom(noted.settings, settings);
    if (happening.type === 'utterance') {
      installed = happening.heard.installed ?? installed;
      remembered = happening.heard.remembered ?? remembered;
    }
    const before = state;
    const at = clock + noted.t;
    const decide = (event: () => Event) => stepOrFail(before, event, settings);
    const hear = (texts: readonly string[]) => () =>
      understood(heardAgain(happening, texts, clock), at, before, mind.grammar, {
        ...mind.catalogue,
        installed,
        remembered,
      });
    const { state: after, decided } = decide(
      happening.type === 'event' ? () => eventAgain(happening.event, at) : hear(guessesOf(happening)),
    );
    number++;
    yield { happening, number, at, before, decided, decideFor: (texts) => decide(hear(texts)).decided };
    state = after;
  }
}

/** A record that does not fit what is decided by today is told as what it leads to. */
function stepOrFail(
  before: State,
  event: () => Event,
  settings: DialogueSettings,
): { state: State; decided: Decision } {
  try {
    const { state, effects, turn } = step(before, event(), settings);
    return { state, decided: decisionOf({ effects, turn }) };
  } catch (error) {
    return { state: before, decided: { does: [`fail with ${(error as Error).message}`] } };
  }
}

function settingsFrom(kept: unknown, usual: DialogueSettings = DialogueSettings.parse({})): DialogueSettings {
  return kept === undefined ? usual : (DialogueSettings.safeParse(kept).data ?? usual);
}

export function guessesOf(happening: Happening): readonly string[] {
  return happening.type === 'utterance' ? (happening.heard.guesses ?? [happening.said]) : [];
}

function heardAgain(happening: Happening, texts: readonly string[], clock: number): Utterance {
  const [best = '', ...others] = texts;
  const { from, whilePlaying = false, amends = false } = (happening as { heard: Hearing }).heard;
  const { source } = happening as { source: Utterance['source'] };
  const alternatives = [best, ...others].map((text, rank) => ({ text, score: -rank }));
  return {
    alternatives: alternatives as unknown as Utterance['alternatives'],
    source,
    startedAt: clock + from,
    whilePlaying,
    amends,
  };
}

/** What was kept of an event, as an event; of speech whose words were not kept, one that does the same. */
function eventAgain({ t: _t, settings: _settings, does: _does, ...kept }: KeptEvent, at: number): Event {
  if (kept.type !== 'woken' && kept.type !== 'unaddressed') return { ...kept, at } as Event;
  return {
    at,
    type: 'understood',
    understanding: { decision: 'rejected', why: 'nothing-heard', text: '' },
    source: 'voice',
    startedAt: at,
    wake: kept.type === 'woken',
    // Words that stop nothing are nobody's while we speak.
    whilePlaying: kept.type === 'unaddressed',
    amends: false,
  };
}
