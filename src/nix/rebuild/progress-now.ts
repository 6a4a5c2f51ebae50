import type { ActivityKind } from '../activity.ts';
import type { Progress } from '../answer.ts';
import { packageOfPath } from './derivation-name.ts';
import type { Expected, ProgressState, Running } from './progress-state.ts';

/** A build that takes longer than it should is never counted as more than this done. */
const MOST_OF_RUNNING = 0.95;

/** What all that was told amounts to. */
export function progressNow(state: ProgressState, expected: Expected): Progress {
  const { phase, current } = phaseOf(state);
  const { done, total } = amountOf(state, phase, expected);
  const remainingMs = Math.min(state.progress.remainingMs, remainingOf(state, phase, expected));
  return {
    type: 'progress',
    phase,
    done: Math.min(done, total),
    total,
    ...(current !== undefined && { current }),
    remainingMs,
    ...(isLate(state, expected) && { isLate: true }),
  };
}

/** A build that takes half as long again as it should, and then some; or all of it, by one that nobody foresaw. */
function isLate({ running, at, startedAt }: ProgressState, { buildMs, ms }: Expected): boolean {
  const isOver = (usualMs: number, from: number) => at - from > 1.5 * usualMs + 5_000;
  return running.values().some(({ kind, path, since }) => {
    const usualMs = buildMs.get(path);
    return kind === 'build' && (usualMs === undefined ? isOver(ms, startedAt) : isOver(usualMs, since));
  });
}

/** Of several things at a time, a build is told before a download, and of each kind the one that has taken longest. */
function phaseOf({ running, base }: ProgressState): Pick<Progress, 'phase' | 'current'> {
  const oldest = (...kinds: ActivityKind[]) => running.values().find(({ kind }) => kinds.includes(kind));
  const build = oldest('build');
  if (build) return { phase: 'building', current: packageOfPath(build.path) };
  const download = oldest('copy-path', 'substitute') ?? oldest('file-transfer');
  if (download) {
    const isPath = download.kind !== 'file-transfer';
    return { phase: 'downloading', ...(isPath && { current: packageOfPath(download.path) }) };
  }
  if (oldest('verify-paths')) return { phase: 'checking' };
  if (oldest('optimise-store')) return { phase: 'optimising' };
  return { phase: oldest('builds') && base === 'evaluating' ? 'building' : base };
}

function amountOf(
  state: ProgressState,
  phase: Progress['phase'],
  expected: Expected,
): Pick<Progress, 'done' | 'total'> {
  const least = (done: number, total: number) => ({ done, total: Math.max(1, done, total) });
  switch (phase) {
    case 'building': {
      const told = countedOf(state, 'builds');
      const done = Math.max(told.done, state.built.length);
      return least(done, Math.max(told.expected, expected.buildMs.size));
    }
    case 'downloading': {
      const { done, expected: told } = downloaded(state);
      return least(done, Math.max(told, expected.downloadBytes));
    }
    case 'checking':
    case 'optimising': {
      const told = countedOf(state, phase === 'checking' ? 'verify-paths' : 'optimise-store');
      return least(Math.max(told.done, state.paths), Math.max(told.expected, expected.paths ?? 0));
    }
    case 'deleting':
      return least(state.paths, expected.paths ?? 0);
    case 'evaluating':
    case 'activating':
      return { done: 0, total: 1 };
  }
}

/** Of the bytes that come over the network; where nobody tells those, of the bytes that come into the store. */
function downloaded(state: ProgressState): { done: number; expected: number } {
  const transferred = countedOf(state, 'file-transfer');
  return transferred.done > 0 || transferred.expected > 0 ? transferred : countedOf(state, 'copy-path');
}

function countedOf(state: ProgressState, kind: ActivityKind): { done: number; expected: number } {
  const counts = [...state.counts.values()].filter((count) => count.kind === kind);
  const before = state.counted.get(kind) ?? 0;
  return {
    done: before + counts.reduce((sum, { done }) => sum + done, 0),
    expected: Math.max(
      state.foretold.get(kind) ?? 0,
      before + counts.reduce((sum, { expected }) => sum + expected, 0),
    ),
  };
}

/** The part of the estimate whose work is still to be done. */
function remainingOf(state: ProgressState, phase: Progress['phase'], expected: Expected): number {
  const { ms, afterMs, downloadMs, downloadBytes, buildMs } = expected;
  const elapsedMs = state.at - state.startedAt;
  if (phase === 'activating') return Math.min(afterMs, ms);
  const buildsMs = sum(buildMs.values());
  const workMs = downloadMs + buildsMs;
  if (workMs === 0) return byPaths(state, expected) ?? Math.max(0, ms - elapsedMs);
  const builtMs = sum(state.built.map(({ path }) => buildMs.get(path) ?? 0));
  const runningMs = sum(state.running.values().map((one) => shareOfRunning(one, state.at, buildMs)));
  const bytes = downloadBytes > 0 ? Math.min(1, downloaded(state).done / downloadBytes) : 0;
  const doneMs = Math.min(workMs, builtMs + runningMs + bytes * downloadMs);
  return Math.round(afterMs + (ms - afterMs) * (1 - doneMs / workMs));
}

function byPaths({ paths }: ProgressState, { paths: all = 0, ms }: Expected): number | undefined {
  return all > 0 ? Math.round(ms * (1 - Math.min(1, paths / all))) : undefined;
}

function shareOfRunning(one: Running, now: number, buildMs: ReadonlyMap<string, number>): number {
  const usualMs = one.kind === 'build' ? (buildMs.get(one.path) ?? 0) : 0;
  return Math.min(now - one.since, MOST_OF_RUNNING * usualMs);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
