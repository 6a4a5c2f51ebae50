import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownMark, type ProcessMark } from '#base/process-life.ts';
import { startProgram } from '#base/run-program.ts';
import { step } from '#dialogue/step.ts';
import type { Entry } from '#journal/entry.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal, type Journal } from '#journal/journal.ts';
import { type OpenWork, openWork } from '#journal/open-work.ts';
import { recorder } from '#journal/recorder.ts';
import type { Answer } from '#nix/answer.ts';
import { install, Scene, YES } from '../dialogue/scene.ts';

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-history-'));
  journal = fileJournal(join(folder, 'journal.jsonl'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const started = { type: 'started', system: 'practice', ears: 'terminal' } as const;
const about = (plan: string) => ({ plan, intents: ['install_package'], said: `install ${plan}` });
const begun = (plan: string): Entry => ({ type: 'begun', ...about(plan) });
const LIVING = ownMark();
const DEAD: ProcessMark = { pid: 4_194_301 };
const by = (mark: ProcessMark, plan: string): Entry => ({ type: 'begun', process: mark, ...about(plan) });
const ended = (plan: string, outcome: 'done' | 'failed' = 'done'): Entry => ({
  type: 'change',
  ...about(plan),
  outcome,
});

function write(...entries: readonly Entry[]): void {
  for (const entry of entries) journal.append(entry, 1000);
}

test('what was begun and ended is told once, with its end', () => {
  write(started, begun('vim'), ended('vim'), begun('vim'), ended('vim', 'failed'));
  expect(historyOf(journal, 9).map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
});

test('what was begun and has no end is unfinished, and keeps its place', () => {
  write(started, begun('vim'), started, begun('vlc'), ended('vlc'));
  expect(historyOf(journal, 9).map(({ said, outcome }) => [said, outcome])).toEqual([
    ['install vlc', 'done'],
    ['install vim', 'unfinished'],
  ]);
});

test('what somebody is still at is under way', () => {
  write(started, by(LIVING, 'vim'), by(DEAD, 'vlc'));
  expect(historyOf(journal, 9).map(({ said, outcome }) => [said, outcome])).toEqual([
    ['install vlc', 'unfinished'],
    ['install vim', 'under-way'],
  ]);
});

test('each end is the end of one beginning', () => {
  const of = (session: number, entry: Entry) => ({ ...entry, session }) as Entry;
  write(of(1, by(DEAD, 'vim')), of(2, by(DEAD, 'vim')), of(1, ended('vim')));
  expect(historyOf(journal, 9).map(({ outcome }) => outcome)).toEqual(['done', 'unfinished']);
});

/** A session that is told what there is to tell, as its program does. */
function startTold(): OpenWork {
  const open = openWork(journal);
  write({ ...started, underWay: [...open.underWay] });
  return open;
}

test.each([
  ['nothing was ever done', [], []],
  ['the last session ended its work', [started, by(DEAD, 'vim'), ended('vim')], []],
  ['the last session was broken off', [started, by(DEAD, 'vim')], ['install vim']],
  ['an earlier change had ended', [started, by(DEAD, 'vim'), ended('vim'), by(DEAD, 'vlc')], ['install vlc']],
  ['two were', [by(DEAD, 'vim'), by(DEAD, 'vlc')], ['install vlc', 'install vim']],
  ['another is at it', [started, by(LIVING, 'vim')], []],
  [
    'its number is another process by now',
    [started, by({ ...LIVING, life: 'other' }, 'vim')],
    ['install vim'],
  ],
  ['a record of the first version was told', [started, begun('vim'), started], []],
  ['a record of the first version was not', [started, begun('vim')], ['install vim']],
] as const)(
  'what was broken off is told to the next session, and to no other: %s',
  (_case, entries, said) => {
    write(...entries);
    expect(startTold().brokenOff).toEqual(said);
    expect(startTold().brokenOff).toEqual([]);
  },
);

test('what was under way when others began is told once it is broken off', async () => {
  const stop = new AbortController();
  const other = startProgram(['sleep', '60'], stop.signal);
  write(started, by({ pid: other.pid as number }, 'vim'));
  for (let session = 0; session < 3; session++) expect(startTold().brokenOff).toEqual([]);
  await other[Symbol.asyncDispose]();
  expect(startTold().brokenOff).toEqual(['install vim']);
  expect(startTold()).toEqual({ brokenOff: [], underWay: [] });
});

test('what was under way when another began, and ended, is not told', () => {
  write(started, by(LIVING, 'vim'));
  expect(startTold().underWay).toEqual([2]);
  write(ended('vim'));
  expect(startTold()).toEqual({ brokenOff: [], underWay: [] });
});

test.each<[what: string, answer: Answer, told: object]>([
  ['done', { type: 'done', requests: [] }, { outcome: 'done' }],
  ['failed', { type: 'failed', code: 'no-space', restored: true }, { outcome: 'failed' }],
  [
    'done, and in use from the next start on',
    { type: 'failed', code: 'needs-restart', restored: false, generation: 44 },
    { outcome: 'done' },
  ],
  [
    'done, though a service of it did not start',
    { type: 'failed', code: 'unit-failed', subject: 'printing', restored: false, generation: 44 },
    { outcome: 'done', notStarted: 'printing' },
  ],
  ['cancelled', { type: 'cancelled', restored: true }, { outcome: 'cancelled' }],
  ['needless after all', { type: 'nothing-to-do', why: 'nothing-to-repair' }, { outcome: 'done' }],
  ['not to be had', { type: 'no-such-package', attribute: 'vlc', near: [] }, { outcome: 'failed' }],
])('what was %s is told as that, and is over', (_what, answer, told) => {
  const scene = new Scene();
  scene.say(install('vlc'));
  scene.say(YES, { text: 'yes' });
  const before = scene.state;
  const { task, plan } = before.job ?? expect.unreachable();
  const session = { clock: 0, settings: {}, verbosity: 'normal', grammar: '', catalogue: '' };
  const failed = (error: unknown) => expect.unreachable(String(error));
  const describe = () => 'install vlc';
  const record = recorder(journal, { started: { ...started, session }, everything: false, describe, failed });
  record.begin(plan);
  for (const event of [
    { at: 2000, type: 'answered', task, answer },
    { at: 2000, type: 'finished', task },
  ] as const)
    record.stepped({
      before,
      event,
      ...step(before, event, scene.settings),
      settings: scene.settings,
      after: before,
    });
  expect(historyOf(journal, 9)).toEqual([{ at: 2000, said: 'install vlc', ...told }]);
});
