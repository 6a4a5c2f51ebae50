import type { Reply } from '#dialogue/reply.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayNamed } from './say-named.ts';
import { capitalized, shortened } from './speakable.ts';

type Outcome = Extract<Reply, { type: 'adjusted' }>['outcome'];

/** "Louder: volume 80." What is kept is not said; what is not kept is. */
export function sayAdjusted(outcome: Outcome, verbosity: Verbosity, context: PhrasingContext): string {
  const { adjustment, value } = outcome;
  const now = shortened(String(value), 80);
  if (outcome.type === 'unchanged') return sayUnchanged(outcome, now, context);
  return `${sayChange(adjustment, now, context)}${sayKept(outcome, verbosity)}`;
}

/** What stands in the way is always told: it can be put right. */
function sayKept({ kept, why }: Extract<Outcome, { type: 'adjusted' }>, verbosity: Verbosity): string {
  if (kept) return '';
  if (why !== undefined) return ` I could not keep that for the next time: ${shortened(why)}`;
  return verbosity === 'brief' ? '' : ' Until the end of this session.';
}

function sayChange(adjustment: Outcome['adjustment'], now: string, context: PhrasingContext): string {
  switch (adjustment.kind) {
    case 'volume':
      return `${adjustment.direction === 'up' ? 'Louder' : 'Quieter'}: volume ${now}.`;
    case 'rate':
      return `${adjustment.direction === 'up' ? 'Faster' : 'Slower'}: rate ${now}.`;
    case 'verbosity':
      return LEVELS[adjustment.level];
    case 'mode':
      return MODES[adjustment.mode];
    case 'voice':
      return `My voice is ${now}.`;
    case 'microphone':
      return `I hear with ${now}.`;
    case 'remember': {
      const { name } = adjustment;
      return `From now on ${shortened(name.spoken, 60)} means ${sayNamed(name, context)}.`;
    }
    case 'forget':
      return adjustment.spoken === null
        ? `I forgot ${sayCount(Number(now), 'name')}.`
        : `I forgot what ${shortened(adjustment.spoken, 60)} means.`;
    case 'recall':
      return REMEMBERS;
  }
}

function sayUnchanged({ adjustment }: Outcome, now: string, context: PhrasingContext): string {
  switch (adjustment.kind) {
    case 'volume':
      return `My volume stays at ${now}; I cannot go ${adjustment.direction === 'up' ? 'louder' : 'quieter'}.`;
    case 'rate':
      return `My rate stays at ${now}; I cannot go ${adjustment.direction === 'up' ? 'faster' : 'slower'}.`;
    case 'verbosity':
      return `I am ${now} already.`;
    case 'mode':
      return `It is so already. ${MODES[adjustment.mode]}`;
    case 'voice':
      return `My voice is ${now} already.`;
    case 'microphone':
      return `I hear with ${now} already.`;
    case 'remember': {
      const { name } = adjustment;
      return `${capitalized(shortened(name.spoken, 60))} means ${sayNamed(name, context)} already.`;
    }
    case 'forget':
      return adjustment.spoken === null
        ? 'I remember no names.'
        : `I remember nothing for ${shortened(adjustment.spoken, 60)}.`;
    case 'recall':
      return REMEMBERS;
  }
}

const REMEMBERS = 'When I ask which one you mean, I remember what you choose.';

const LEVELS = {
  brief: 'I keep it short.',
  normal: 'I talk as usual.',
  detailed: 'I tell more from now on.',
} as const;

const MODES = {
  wake: 'Say hey nix, and what you want.',
  talk: 'I listen while the key is held.',
  always: 'I listen all the time.',
} as const;
