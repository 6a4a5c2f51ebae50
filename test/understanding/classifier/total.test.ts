import { describe, expect, test } from 'vitest';
import { pathsFrom } from '#config/paths.ts';
import { guess, isBelieved } from '#understanding/classifier/guess.ts';
import { IDLE, STATE_NAMES } from '#understanding/expectation.ts';
import { riskOfIntent } from '#understanding/interpret.ts';
import { hasSyntax } from '#understanding/safe-text.ts';
import { seededRandom } from '#understanding/sample.ts';
import { understand } from '#understanding/understand.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { wordsOf } from '#understanding/words.ts';
import { openGrammar } from '#wiring.ts';
import { frames } from '../../training/shapes.ts';
import { classifier, findNames, world } from './looked-at.ts';

const grammar = await openGrammar(pathsFrom({}));
const random = seededRandom(23);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
const upTo = (count: number) => Math.floor(random() * count);

function hear(text: string, state: (typeof STATE_NAMES)[number] = 'idle'): Understanding {
  return understand([{ text, score: 0 }], grammar, { ...IDLE, state }, world);
}

/** The intents that would be carried out, or asked to be. */
function acting(understanding: Understanding): readonly string[] {
  if (understanding.decision !== 'understood') return [];
  return understanding.intents
    .map(({ intent }) => intent)
    .filter((intent) => ['change', 'risky', 'irreversible'].includes(riskOfIntent(intent)));
}

const words = [...new Set(frames.flatMap(({ text }) => text.split(' ')))];
const ODD = [
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '💥',
  '👨‍👩‍👧',
  '\ud800',
  'ß',
  '́',
  '9'.repeat(40),
  'x'.repeat(90),
  "''",
  '…',
  '，',
  'İ',
  '\t',
  '\r\n',
];

/** What somebody could say, or a cat could type: words of the examples, odd characters, long words. */
function anything(): string {
  const kind = upTo(4);
  if (kind === 0) return String.fromCharCode(...Array.from({ length: upTo(80) }, () => upTo(0x10000)));
  const length = kind === 1 ? 60 : 1 + upTo(14);
  const parts = Array.from({ length }, () =>
    random() < (kind === 2 ? 0.3 : 0.02) ? pick(ODD) : pick(words),
  );
  return parts.join(pick([' ', ' ', ', '])).slice(0, 300);
}

/** For 300 characters, which issue 4 asks for. */
const MOST_MS = 20;

describe('with the classifier', () => {
  test('any text is understood or refused, soon, and nothing throws', () => {
    const texts = Array.from({ length: 1200 }, anything);
    for (const text of texts.slice(0, 300)) hear(text);
    const slow: string[] = [];
    for (const text of texts) {
      // What this thread computed, the least of three: what else the machine does is not meant.
      const times = [0, 1, 2].map(() => {
        const before = process.threadCpuUsage();
        hear(text, pick(STATE_NAMES));
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1000;
      });
      const least = Math.min(...times);
      if (least > MOST_MS) slow.push(`${least.toFixed(0)} ms: ${text}`);
    }
    expect(slow).toEqual([]);
  }, 60_000);

  test('it never takes anything for a yes', () => {
    const texts = [
      ...frames.filter(({ label }) => label === 'affirm').map(({ text }) => text),
      ...Array.from({ length: 300 }, anything),
    ];
    const believed = texts.filter((text) => {
      const guessed = guess(wordsOf(text), { ...IDLE, state: 'confirming' }, classifier, findNames);
      return guessed?.best.label.intent === 'affirm' && isBelieved(guessed);
    });
    expect(believed).toEqual([]);
    const taken = texts
      .map((text) => hear(text, 'confirming'))
      .filter((found) => found.decision === 'understood' && found.how.startsWith('classifier'))
      .filter((found) => 'intents' in found && found.intents.some(({ intent }) => intent === 'affirm'));
    expect(taken).toEqual([]);
  }, 30_000);

  test('syntax of a shell, of Nix or of paths in place of a name is never acted on', () => {
    const attacks = [
      '$(reboot)',
      '`id`',
      'vim && reboot',
      'vim | sh',
      'vim > /dev/sda',
      '../../etc/passwd',
      '/nix/store/abc',
      '~/.ssh',
      '{ pkgs }: pkgs.vim',
      '<nixpkgs>',
      '"vim"',
      '-rf',
      '--impure',
      'vim;reboot',
      '$' + '{pkgs.vim}',
      'vim\\nreboot',
      'a=b',
      '[ vim ]',
      '*',
    ];
    const named = frames.filter(
      ({ label, text }) => text.includes('{') && riskOfIntent(label.split(' ')[0] as string) !== 'look',
    );
    const acted: string[] = [];
    for (let run = 0; run < 1500; run++) {
      const text = pick(named).text.replaceAll(/\{\w+\}/g, () => pick(attacks));
      const found = hear(text, pick(['idle', 'confirming', 'clarifying'] as const));
      if (acting(found).length > 0) acted.push(text);
    }
    expect(acted).toEqual([]);
  }, 30_000);

  test('what people say for a slot has no syntax, or is a name that we know', () => {
    const odd: string[] = [];
    for (let run = 0; run < 2500; run++) {
      const text = anything();
      const found = hear(text);
      if (found.decision !== 'understood') continue;
      for (const { slots } of found.intents)
        for (const [slot, value] of Object.entries(slots)) {
          if (typeof value !== 'string' || isKnown(slot, value)) continue;
          if (hasSyntax(value) || /\p{Cc}/u.test(value)) odd.push(`${slot}: ${value} in ${text}`);
        }
    }
    expect(odd).toEqual([]);
  }, 30_000);
});

/** A name of the catalogue, or an ISO date or duration: no words that somebody said. */
function isKnown(slot: string, value: string): boolean {
  if (slot === 'package') return world.packages.byAttribute(value) !== undefined;
  if (slot === 'service') return world.settings.service(value) !== undefined;
  if (slot === 'option') return world.settings.option(value) !== undefined;
  if (slot === 'value') return /^[\w./+-]+$/.test(value) && !value.includes('..') && !value.startsWith('/');
  return slot.startsWith('iso') && /^[\w:/<.-]+$/.test(value);
}
