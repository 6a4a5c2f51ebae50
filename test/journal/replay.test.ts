import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DialogueSettings } from '#dialogue/settings.ts';
import { fileJournal } from '#journal/journal.ts';
import { replay } from '#journal/replay.ts';
import type { Session } from '#journal/session.ts';
import { passingMemory } from '#remembering.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';
import { type Act, mind, recordedSession, sessionsOf } from './recorded-session.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-replay-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const CONVERSATIONS: Record<string, { acts: readonly Act[]; settings?: object }> = {
  'a change, its yes and what follows': {
    acts: ['install krita', 'yes', 50, 'undo that', 'no', 'what did you do'],
  },
  'a job asked about, cancelled and followed': {
    acts: ['install krita', 'yes and blender', 'how far are you', 'cancel', 60, 'install gimp', 'yes', 300],
  },
  'lists and what is picked from them': { acts: ['list generations', 'more', 'the second one', 'no'] },
  'questions that expire': { acts: ['remove vlc', 100, 'remove', 100] },
  'clarifying and spelling': {
    acts: ['remove', 'vlc', 'no', 'spell', 'v l c', 'install', 'spell it', 'v i m', 'no'],
  },
  'guesses of the recognizer': {
    acts: [
      {
        text: 'in stole krita',
        alternatives: [
          { text: 'in stole krita', score: 0 },
          { text: 'install krita', score: -1 },
        ],
      },
      'yes',
      90,
    ],
  },
  'speech over our voice and speech that goes on': {
    acts: [
      'list generations',
      { text: 'stop', whilePlaying: true },
      'install krita',
      { text: 'install krita and blender', amends: true },
      'no',
    ],
  },
  'talk among others': {
    settings: { mode: 'wake' },
    acts: [
      'we should buy bread',
      'hey nix install krita',
      'and milk for the children',
      'yes do it',
      90,
      60,
      'remove the old sofa',
      'hey nix',
      'list generations',
      20,
      'what about the cat',
      { text: 'hey nix install vim', amends: true },
      'no',
    ],
  },
  'names that are chosen, meant and forgotten': {
    acts: [
      ...['install libre', 'the first one', 'yes', 90, 'which names do you remember'],
      ...['install libre', 'no', 'forget my libre', 'install libre', 'cancel'],
    ],
  },
  'being muted': { acts: ['stop listening', 'install krita', 'start listening', 'goodbye'] },
};

test.each(Object.entries(CONVERSATIONS))(
  '%s: played again it is decided the same',
  async (_name, { acts, settings }) => {
    await recordedSession(file, acts, { settings: settings ?? {} });
    const [session] = sessionsOf(file);
    const replayed = replay(session as Session, mind);
    expect(replayed.difference).toBeUndefined();
    expect(replayed.events).toBeGreaterThan(acts.length);
  },
);

test('what was remembered then counts, and not what is remembered today', async () => {
  const names = passingMemory();
  names.change(() => [{ kind: 'package', name: 'librewolf', spoken: 'libre' }]);
  await recordedSession(file, ['install libre', 'no', 'list generations'], { names });
  const session = sessionsOf(file)[0] as Session;
  expect(session.happenings[0]).toMatchObject({
    decided: { intents: ['install_package'], slots: [{ package: 'librewolf' }] },
    heard: { remembered: names.now() },
  });
  expect(readFileSync(file, 'utf8').match(/"remembered"/g)).toHaveLength(1);
  expect(replay(session, mind).difference).toBeUndefined();
});

test('words that were not for us are not stored, and what they did is played again all the same', async () => {
  const { acts, settings } = CONVERSATIONS['talk among others']!;
  await recordedSession(file, acts, { settings: settings ?? {} });
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(/bread|milk|sofa|cat\b/);
  expect(text).toMatch(/"unaddressed"/);
  expect(text).toMatch(/install krita/);
});

test('a recording that was asked for has every word', async () => {
  const { acts, settings } = CONVERSATIONS['talk among others']!;
  await recordedSession(file, acts, { settings: settings ?? {}, everything: true });
  expect(readFileSync(file, 'utf8')).toMatch(/bread[\s\S]*milk[\s\S]*sofa[\s\S]*cat\b/);
  expect(replay(sessionsOf(file)[0] as Session, mind).difference).toBeUndefined();
});

test('another grammar: the first sentence that is taken for something else is named', async () => {
  await recordedSession(file, ['list generations', 'install krita', 'no', 'goodbye']);
  const grammar = parseGrammar([
    {
      file: 'other.yaml',
      text: 'language: en\nintents:\n  list_generations:\n    data:\n      - sentences: ["list generations"]\n  remove_package:\n    data:\n      - sentences: ["install krita"]\n        slots: {package: krita}\n',
    },
  ]);
  const { difference } = replay(sessionsOf(file)[0] as Session, { ...mind, grammar });
  expect(difference).toMatchObject({
    said: 'install krita',
    type: 'understood',
    was: { decision: 'understood', intents: ['install_package'], slots: [{ package: 'krita' }] },
    is: { decision: 'understood', intents: ['remove_package'], slots: [{ package: 'krita' }] },
  });
});

test('other settings: a yes that would no longer be enough is named', async () => {
  await recordedSession(file, ['install krita', 'yes', 90]);
  const strict = DialogueSettings.parse({ mode: 'always', confirm: { voice: { change: 'named' } } });
  const { difference } = replay(sessionsOf(file)[0] as Session, { ...mind, settings: strict });
  expect(difference).toMatchObject({
    said: 'yes',
    was: { does: [expect.stringMatching(/^run /), 'say started', 'wait progress 45000'] },
  });
  expect(difference?.is.does).toEqual(['say weak-yes named']);
});

test('sessions that went on at the same time are told apart', async () => {
  await Promise.all([
    recordedSession(file, ['list generations', 'install krita', 'yes', 90]),
    recordedSession(file, ['remove vlc', 'no', 'help']),
  ]);
  const sessions = sessionsOf(file);
  expect(
    sessions
      .map((session) => replay(session, mind))
      .map(({ utterances, difference }) => [utterances, difference]),
  ).toEqual([
    [3, undefined],
    [3, undefined],
  ]);
});

test('a session that was cut off is the same up to there', async () => {
  await recordedSession(file, ['install krita', 'yes', 90, 'list generations', 'more']);
  const whole = readFileSync(file);
  for (let length = 600; length < whole.length; length += 401) {
    writeFileSync(file, whole.subarray(0, length));
    const [session] = sessionsOf(file);
    if (session) expect(replay(session, mind).difference, `cut off at ${length}`).toBeUndefined();
  }
});

test('a record that fits nothing is a difference, not a crash', async () => {
  await recordedSession(file, ['list generations']);
  const [session] = sessionsOf(file);
  fileJournal(file).append(
    {
      type: 'events',
      session: session?.number ?? 0,
      events: [
        { type: 'planned', t: 1, task: 2 },
        { type: 'dreamt', t: 2 },
      ],
    },
    1,
  );
  expect(() => replay(sessionsOf(file)[0] as Session, mind)).not.toThrow();
});

test('a turn takes about a kilobyte, and its record is written at once', async () => {
  const acts = ['install krita', 'yes', 90, 'list generations', 'more', 'remove vlc', 'no'];
  await recordedSession(file, acts);
  expect(readFileSync(file).length / 6).toBeLessThan(1800);
});
