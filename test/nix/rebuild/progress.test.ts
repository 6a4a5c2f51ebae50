import { describe, expect, it, test } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import type { Progress } from '#nix/answer.ts';
import { parseLogLine } from '#nix/evaluation/log-line.ts';
import { parseDerivation } from '#nix/rebuild/derivation.ts';
import { estimateWork } from '#nix/rebuild/estimate.ts';
import { beginProgress, enterPhase, foldProgress } from '#nix/rebuild/progress.ts';
import type { Expected, ProgressState } from '#nix/rebuild/progress-state.ts';
import { readBuilds } from '#nix/rebuild/read-builds.ts';
import { miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
const drv = (name: string) => `/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-${name}.drv`;
const out = (name: string) => `/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-${name}`;

const start = (
  id: number,
  activity: Extract<ActivityRecord, { type: 'start' }>['activity'],
  ...fields: string[]
): ActivityRecord => ({ type: 'start', id: BigInt(id), parent: 0n, activity, level: 3, text: '', fields });
const stop = (id: number): ActivityRecord => ({ type: 'stop', id: BigInt(id) });
const counts = (id: number, done: number, expected: number): ActivityRecord => ({
  type: 'result',
  id: BigInt(id),
  kind: 'progress',
  done,
  expected,
  running: 0,
  failed: 0,
});

const twoBuilds: Expected = {
  ms: 13_000,
  sure: true,
  downloadMs: 2000,
  downloadBytes: 1000,
  buildMs: new Map([
    [drv('slow-1.0'), 4000],
    [drv('slower-1.0'), 6000],
  ]),
  afterMs: 1000,
};

/** Each record comes half a second after the one before. */
function folded(
  records: readonly (ActivityRecord | undefined)[],
  expected: Expected,
  first: Progress['phase'] = 'evaluating',
): { states: ProgressState[]; progress: Progress[] } {
  let state = beginProgress(first, expected, 0);
  const states = [state];
  records.forEach((record, at) => {
    state = foldProgress(state, record, 500 * (at + 1), expected);
    states.push(state);
  });
  return { states, progress: states.map((one) => one.progress) };
}

function expectHonest(progress: readonly Progress[]): void {
  for (const { done, total } of progress) {
    expect(done).toBeLessThanOrEqual(total);
    expect(total).toBeGreaterThan(0);
  }
  const remaining = progress.map(({ remainingMs }) => remainingMs);
  expect(remaining).toEqual([...remaining].sort((a, b) => b - a));
  for (const ms of remaining) expect(ms).toBeGreaterThanOrEqual(0);
}

describe('what Nix tells, folded', () => {
  const records = [
    start(1, 'realise'),
    start(2, 'builds'),
    start(3, 'copy-path', out('hello-2.12'), 'https://cache.example', 'daemon'),
    start(4, 'file-transfer', 'https://cache.example/x.nar'),
    counts(4, 500, 1000),
    counts(4, 1000, 900),
    stop(4),
    stop(3),
    counts(2, 0, 2),
    start(5, 'build', drv('slow-1.0'), ''),
    undefined,
    undefined,
    counts(2, 1, 2),
    stop(5),
    counts(2, 1, 1),
    start(6, 'build', drv('slower-1.0'), ''),
    undefined,
    undefined,
    counts(2, 2, 2),
    stop(6),
  ];
  const { progress, states } = folded(records, twoBuilds);

  it('tells phases, with what it is at', () => {
    const told = progress.map(({ phase, current }) => (current ? `${phase} ${current}` : phase));
    expect(told.filter((one, at) => one !== told[at - 1])).toEqual([
      'evaluating',
      'building',
      'downloading hello',
      'downloading',
      'building slow',
      'building',
      'building slower',
      'building',
    ]);
  });

  it('never exceeds its total, and the time to go never rises, though what is expected falls', () => {
    expectHonest(progress);
    expect(progress[5]).toMatchObject({ phase: 'downloading', done: 500, total: 1000, remainingMs: 12_000 });
    expect(progress.at(-1)).toMatchObject({ done: 2, total: 2, remainingMs: 1000 });
  });

  it('goes on while nothing is told', () => {
    const waiting = progress.slice(11, 13).map(({ remainingMs }) => remainingMs);
    expect(waiting).toEqual([10_500, 10_000]);
  });

  it('keeps durations, to be learned from', () => {
    expect(states.at(-1)?.built).toEqual([
      { path: drv('slow-1.0'), ms: 2000 },
      { path: drv('slower-1.0'), ms: 2000 },
    ]);
    expect(states.at(-1)?.downloadingMs).toBe(2500);
  });

  it('ends with what activities do not tell', () => {
    const last = states.at(-1) as ProgressState;
    const activating = enterPhase(last, 'activating', 11_000, twoBuilds).progress;
    expect(activating).toMatchObject({ phase: 'activating', done: 0, total: 1, remainingMs: 1000 });
  });
});

test('a build that takes ever longer has never less than nothing to go', () => {
  const records = [start(5, 'build', drv('slow-1.0')), ...Array<undefined>(100).fill(undefined)];
  const { progress } = folded(records, twoBuilds);
  expectHonest(progress);
  expect(progress.at(-1)?.remainingMs).toBe(1000 + 12_000 - 3800);
});

test('what builders print costs nearly nothing', () => {
  const many = new Map(Array.from({ length: 3000 }, (_, at) => [drv(`package-${at}`), 1000]));
  const expected = { ...twoBuilds, buildMs: many };
  const line: ActivityRecord = { type: 'result', id: 5n, kind: 'build-log-line', line: 'compiling' };
  const begun = beginProgress('building', expected, 0);
  let state = foldProgress(begun, start(5, 'build', drv('package-7')), 0, expected);
  const before = performance.now();
  for (let at = 0; at < 100_000; at++) state = foldProgress(state, line, at / 100, expected);
  expect(performance.now() - before).toBeLessThan(500);
  expect(state.progress.remainingMs).toBeLessThan(begun.progress.remainingMs);
});

test('deleting and checking count paths', () => {
  const expected = { ...twoBuilds, ms: 4000, downloadMs: 0, downloadBytes: 0, buildMs: new Map(), paths: 2 };
  const line = (text: string): ActivityRecord => ({ type: 'line', text });
  const lines = ['a', 'b', 'c'].map((name) => line(`deleting '${out(name)}'`));
  const { progress } = folded([line('finding garbage collector roots...'), ...lines], expected, 'deleting');
  expectHonest(progress);
  expect(progress.map(({ done, total }) => [done, total])).toEqual([
    [0, 2],
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 3],
  ]);
  expect(progress.map(({ phase }) => phase)).toEqual(Array(5).fill('deleting'));
  const checks = folded([start(1, 'verify-paths'), counts(1, 3, 8), counts(1, 8, 7)], expected).progress;
  expect(checks.at(-1)).toMatchObject({ phase: 'checking', done: 8, total: 8 });
});

test('what is told in a wrong order, twice or by nobody does no harm', () => {
  const records = [
    stop(9),
    counts(9, 5, 2),
    start(1, 'builds'),
    start(1, 'builds'),
    counts(1, 7, 3),
    stop(1),
    stop(1),
    start(2, 'unknown', ''),
    start(3, 'build'),
    stop(3),
    start(4, 'copy-path'),
  ];
  expectHonest(folded(records, twoBuilds).progress);
  const backwards = foldProgress(beginProgress('building', twoBuilds, 5000), undefined, 10, twoBuilds);
  expect(backwards.at).toBe(5000);
});

describe('a real build', () => {
  it('is estimated from what its derivations need, and is told as it goes', async () => {
    await using mini = await miniSystem({ past: [], daemon: false });
    const instantiated = await mini.run('nix-instantiate', '<nixpkgs/nixos>', '-A', 'pkgs.firefox');
    const firefox = instantiated.stdout.trim();
    const shown = await mini.run('nix-store', '-q', '--references', firefox);
    const coreutils = shown.stdout
      .trim()
      .split('\n')
      .find((path) => path.endsWith('-coreutils-9.8.drv')) as string;
    const builds = await readBuilds([firefox, coreutils, `${coreutils}-missing`], never);
    expect([...builds]).toEqual([
      [firefox, [coreutils]],
      [coreutils, []],
      [`${coreutils}-missing`, []],
    ]);
    builds.delete(`${coreutils}-missing`);
    const known = {
      buildMs: (name: string) => ({ coreutils: 2000, firefox: 1000 })[name],
      bytesPerSecond: undefined,
    };
    const expected = estimateWork({ builds, downloadBytes: 0, jobs: 2, afterMs: 0 }, known);
    expect(expected).toMatchObject({ ms: 3000, sure: true });

    const built = await mini.run('nix-store', '-r', firefox, '--log-format', 'internal-json', '-v');
    const records = built.stderr.split('\n').flatMap((line) => parseLogLine(line).record ?? []);
    const { progress, states } = folded(records, expected);
    expectHonest(progress);
    const current = progress.flatMap((one) => one.current ?? []);
    expect(current.filter((one, at) => one !== current[at - 1])).toEqual(['coreutils', 'firefox']);
    expect(progress.at(-1)).toMatchObject({ phase: 'building', done: 2, total: 2, remainingMs: 0 });
    expect(states.at(-1)?.built.map(({ path }) => path)).toEqual([coreutils, firefox]);
  });

  it('has derivations that are read as they are written', async () => {
    await using mini = await miniSystem({ past: [], daemon: false });
    const { stdout } = await mini.run(
      ...['nix-instantiate', '<nixpkgs/nixos>', '-A', 'pkgs.vlc', '-A', 'pkgs.wrong-hash'],
    );
    for (const path of stdout.trim().split('\n')) {
      const { stdout: text } = await mini.run('cat', path);
      expect(parseDerivation(text)?.outputs.get('out')).toMatch(/-(vlc-3.0.21|wrong-hash-1.0)$/);
    }
  });
});
