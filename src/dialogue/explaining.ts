import type { Intent } from '#understanding/intent.ts';
import { change, isOpen, type Moment, say } from './moment.ts';
import { remind, repeatQuestion, sayQuestion, wordsOf } from './questions.ts';

/** Says what a word of Nix means, or what the plan is about; an open question stays open. */
export function explain(moment: Moment, intent: Intent) {
  if (!isExplanation(intent)) return explainPlan(moment);
  tellTopic(moment, intent);
  remind(moment);
}

export function tellTopic(moment: Moment, intent: Intent): void {
  const topic = topicOf(intent.slots.topic);
  say(moment, { type: 'explanation', topic, part: 'begin' });
  change(moment, { context: { ...moment.state.context, explained: topic, list: null, last: [intent] } });
}

/** "More about that", after an explanation. */
export function explainMore(moment: Moment, topic: string): void {
  change(moment, { context: { ...moment.state.context, explained: null } });
  say(moment, { type: 'explanation', topic, part: 'rest' });
  remind(moment);
}

/** Whether an intent asks what something is, and not about the plan: a question like those that Nix answers. */
export function isExplanation({ intent, slots }: Intent): boolean {
  return intent === 'explain' && topicOf(slots.topic) !== 'plan';
}

/** "Tell me more about it", right after an explanation, asks for more of it. */
export function asksOn({ intent, references }: Intent, { state }: Moment): boolean {
  return intent === 'package_info' && references?.package?.kind === 'it' && state.context.explained !== null;
}

function explainPlan(moment: Moment) {
  const { mode, job, planning } = moment.state;
  if (mode.name === 'confirming') {
    const words = wordsOf(moment, mode);
    return sayQuestion(moment, { type: 'plan-details', plan: mode.plan, words, asking: true });
  }
  // Why we ask is best told by asking again.
  if (isOpen(mode)) return repeatQuestion(moment);
  if (job) say(moment, { type: 'plan-details', plan: job.plan, words: null, asking: false });
  else say(moment, { type: 'nothing-to-confirm', planning: planning.length > 0 });
}

function topicOf(slot: Intent['slots'][string] | undefined): string {
  return String(slot ?? '');
}
