import { isUnmute, onlyIntent, type Understood } from './addressing.ts';
import { control } from './controls.ts';
import { enter, type Moment, say } from './moment.ts';
import type { Origin } from './questions.ts';

/** Hears an utterance while we do not listen: only what ends that, and goodbye, does something. */
export function hearMuted(moment: Moment, event: Understood, origin: Origin) {
  const { understanding } = event;
  const intents = understanding.decision === 'understood' ? understanding.intents : undefined;
  if (intents && isUnmute(understanding)) {
    enter(moment, { name: 'idle' });
    return control(moment, intents[0], origin);
  }
  if (intents && onlyIntent(understanding) === 'goodbye') return control(moment, intents[0], origin);
  say(moment, { type: 'still-muted' }, { repeatable: false });
}
