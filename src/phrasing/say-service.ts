import type { Answer } from '#nix/answer.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayDate } from './say-date.ts';
import { capitalized } from './speakable.ts';

/** "Printing is running, since today. It starts with the machine." */
export function sayService(
  answer: Extract<Answer, { type: 'service' }>,
  verbosity: Verbosity,
  { serviceName, now }: PhrasingContext,
): string {
  const name = capitalized(serviceName(answer.service));
  const since = answer.since === undefined ? '' : `, since ${sayDate(answer.since, now)}`;
  const next = answer.state === 'failed' ? ` Say restart ${serviceName(answer.service)} to try again.` : '';
  const start = `It ${answer.enabled ? 'starts' : 'does not start'} with the machine.`;
  return `${name} ${STATES[answer.state]}${since}.${verbosity === 'brief' ? '' : ` ${start}`}${next}`;
}

const STATES = { running: 'is running', stopped: 'is stopped', failed: 'has failed' } as const;
