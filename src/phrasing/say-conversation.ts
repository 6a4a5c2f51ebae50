import type { Greeting, Reply } from '#dialogue/reply.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayAction } from './say-action.ts';
import { sayDuration } from './say-duration.ts';
import { sayList } from './say-list.ts';
import { sayOldPackages } from './say-old-packages.ts';
import { sayWhichGeneration } from './say-which-generation.ts';
import { capitalized, shortened } from './speakable.ts';

export function sayGreeting({ system, ears, mode, smallModel }: Greeting): string {
  const sentences = [
    system === 'practice'
      ? 'Hello. This is the practice system; nothing real changes.'
      : 'Hello. This is your real system. Before anything changes I ask.',
  ];
  sentences.push(
    ears === 'terminal'
      ? 'Type what you want.'
      : ears === 'recording'
        ? 'I listen to a recording.'
        : LISTENING[mode],
  );
  if (smallModel) {
    sentences.push('I hear with a small model. Say get the better model to be understood better.');
  }
  sentences.push('Help tells what I can do.');
  return sentences.join(' ');
}

const LISTENING: Readonly<Record<Greeting['mode'], string>> = {
  wake: 'Say hey nix, and what you want.',
  talk: 'Hold the key and speak.',
  always: 'I am listening.',
};

export function sayDropped(why: Extract<Reply, { type: 'dropped' }>['why']): string {
  switch (why) {
    case 'replaced':
      return 'I dropped what I asked before.';
    case 'deny':
      return 'All right, nothing was changed.';
    case 'cancel':
      return 'Cancelled. Nothing was changed.';
    case 'expired':
      return 'I got no answer, so I dropped it. Nothing was changed. Say it again if you want it.';
    case 'muted':
      return 'I dropped what I had asked. Nothing was changed.';
    case 'ears-closed':
      return 'Nobody can answer now, so I dropped it. Nothing was changed.';
  }
}

type Which = Extract<Reply, { type: 'which' }>;

export function sayWhich(
  { slot, candidates, from, count, unknown }: Which,
  context: PhrasingContext,
): string {
  const now = candidates.slice(from, from + count);
  const left = candidates.length - from - count;
  const others = left > 0 ? ' Say more for others.' : '';
  const made = now.flatMap(({ value, madeAt }) => (madeAt === undefined ? [] : [{ number: value, madeAt }]));
  if (slot === 'target' && made.length === now.length)
    return `${sayWhichGeneration(made, from === 0, unknown !== null, context)}${others}`;
  const read = now.map((candidate) => sayCandidate(slot, candidate, context));
  const sorry =
    unknown === null || from > 0 ? '' : `I know no ${thing(slot)} called ${shortened(unknown, 60)}. `;
  const question = from > 0 ? `Or ${sayList(read, 'or')}?` : `Did you mean ${sayList(read, 'or')}?`;
  return `${sorry}${question}${others}`;
}

function sayCandidate(
  slot: string,
  { value, spoken }: Which['candidates'][number],
  { names, serviceName, optionName }: PhrasingContext,
): string {
  switch (slot) {
    case 'package':
      return names(value);
    case 'service':
      return serviceName(value);
    case 'option':
      return optionName(value);
    default:
      return spoken;
  }
}

export function sayMissing(
  { slot, heard }: Extract<Reply, { type: 'missing' }>,
  context: PhrasingContext,
): string {
  const asked = ASKED[slot];
  if (asked !== undefined && heard !== null)
    return `I cannot take ${shortened(heard, 60)} for that. ${asked}`;
  if (asked !== undefined) return asked;
  if (heard !== null) {
    const old = slot === 'package' ? sayOldPackages(context) : '';
    return `I know no ${thing(slot)} called ${shortened(heard, 60)}.${old} Say it again, or say: spell it.`;
  }
  return `Which ${thing(slot)}? Say its name.`;
}

/** What is asked for that has no name to be spelled. */
const ASKED: Readonly<Record<string, string>> = {
  query: 'What shall I search for?',
  target: 'Which generation? Say its number.',
  number: 'Which generation? Say its number.',
  limit: 'Which ones? Say older than thirty days, keep the newest five, or their numbers.',
  value: 'What shall it be set to?',
  program: 'Which command?',
};

function thing(slot: string): string {
  if (slot === 'option') return 'setting';
  if (slot === 'target' || slot === 'number') return 'generation';
  return slot === 'query' ? 'search' : slot;
}

/** Letter by letter: "z, e, l, l, i, j". */
export function saySpelled(text: string): string {
  const letters = [...text.slice(0, 60)].map((letter) => SIGNS[letter] ?? letter.toUpperCase());
  return letters.length > 0 ? `${letters.join(', ')}.` : 'I heard no letters.';
}

const SIGNS: Readonly<Record<string, string>> = {
  '-': 'dash',
  _: 'underscore',
  '.': 'dot',
  '+': 'plus',
  "'": 'apostrophe',
  ' ': 'space',
};

export function sayGoodbye(
  { running, dropped }: Extract<Reply, { type: 'goodbye' }>,
  context: PhrasingContext,
): string {
  const lost = dropped ? 'I dropped what I had asked. ' : '';
  if (!running) return `${lost}Goodbye.`;
  return `${lost}I finish first: ${sayAction(running, context)}. Goodbye.`;
}

export function sayBusy(
  { plan, remainingMs }: Extract<Reply, { type: 'busy' }>,
  context: PhrasingContext,
): string {
  const left = remainingMs < 1500 ? 'It is nearly over.' : `It takes ${sayDuration(remainingMs)} more.`;
  return `I am busy: ${sayAction(plan, context)}. ${left} Ask again then, or say cancel.`;
}

export function sayTrouble({ where, message }: Extract<Reply, { type: 'trouble' }>): string {
  const what = {
    ears: 'I cannot hear.',
    voice: 'I cannot speak.',
    journal: 'I cannot write the journal.',
    task: 'That did not work.',
    system: 'Something was damaged.',
    'last-session': 'Last time I was broken off.',
    recording: 'The recording stops here.',
  };
  return `${what[where]} ${capitalized(shortened(message, 300))}`;
}
