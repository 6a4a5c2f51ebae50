import type { ActivityRecord } from '../activity.ts';
import type { Progress } from '../answer.ts';
import { progressNow } from './progress-now.ts';
import type { Expected, ProgressState, Running } from './progress-state.ts';

/** Nix has not told anything yet. `phase`: what it is at until then. */
export function beginProgress(phase: Progress['phase'], expected: Expected, now: number): ProgressState {
  return {
    startedAt: now,
    base: phase,
    running: new Map(),
    counts: new Map(),
    counted: new Map(),
    foretold: new Map(),
    built: [],
    downloadingMs: 0,
    paths: 0,
    at: now,
    progress: {
      type: 'progress',
      phase,
      done: 0,
      total: Math.max(1, expected.buildMs.size, expected.paths ?? 0),
      remainingMs: expected.ms,
    },
  };
}

/**
 * One more record, or none when only time has passed (`now`: milliseconds since 1970). In `progress`, `done` never exceeds
 * `total` and the time to go never rises, whatever Nix tells: what it expects rises and falls.
 */
export function foldProgress(
  state: ProgressState,
  record: ActivityRecord | undefined,
  now: number,
  expected: Expected,
): ProgressState {
  const at = Math.max(now, state.at);
  if (record && isOnlySaid(record) && at - state.at < LOG_PAUSE_MS) return state;
  const isDownloading = [...state.running.values()].some(isDownload);
  const passed = {
    ...state,
    at,
    downloadingMs: state.downloadingMs + (isDownloading ? at - state.at : 0),
  };
  const next = record ? withRecord(passed, record) : passed;
  const progress = progressNow(next, expected);
  return { ...next, base: progress.phase, progress };
}

/** What a builder prints is no progress; it comes by the thousand, and only tells that time has passed. */
const LOG_PAUSE_MS = 250;

function isOnlySaid(record: ActivityRecord): boolean {
  return (
    record.type === 'result' && (record.kind === 'build-log-line' || record.kind === 'post-build-log-line')
  );
}

/** From here on it is at `phase`, which activities do not tell: activating, deleting. */
export function enterPhase(
  state: ProgressState,
  phase: Progress['phase'],
  now: number,
  expected: Expected,
): ProgressState {
  return foldProgress({ ...state, base: phase, running: new Map(), paths: 0 }, undefined, now, expected);
}

function isDownload({ kind }: Pick<Running, 'kind'>): boolean {
  return kind === 'file-transfer' || kind === 'copy-path' || kind === 'substitute';
}

function withRecord(state: ProgressState, record: ActivityRecord): ProgressState {
  switch (record.type) {
    case 'start': {
      const [first] = record.fields;
      const path = typeof first === 'string' ? first : '';
      const started: Running = { kind: record.activity, path, since: state.at };
      return { ...state, running: new Map(state.running).set(record.id, started) };
    }
    case 'stop':
      return stopped(state, record.id);
    case 'line':
      return /^(?:deleting|checking path) '/.test(record.text) ? { ...state, paths: state.paths + 1 } : state;
    case 'result': {
      if (record.kind === 'set-expected') {
        const most = Math.max(0, record.expected);
        return { ...state, foretold: new Map(state.foretold).set(record.activity, most) };
      }
      const of = state.running.get(record.id);
      if (record.kind !== 'progress' || !of) return state;
      const { done, expected } = record;
      return { ...state, counts: new Map(state.counts).set(record.id, { kind: of.kind, done, expected }) };
    }
  }
}

function stopped(state: ProgressState, id: bigint): ProgressState {
  const ended = state.running.get(id);
  if (!ended) return state;
  const running = new Map(state.running);
  running.delete(id);
  const counts = new Map(state.counts);
  const count = counts.get(id);
  counts.delete(id);
  const counted = new Map(state.counted);
  if (count) counted.set(count.kind, (counted.get(count.kind) ?? 0) + count.done);
  const ms = state.at - ended.since;
  const built = ended.kind === 'build' ? [...state.built, { path: ended.path, ms }] : state.built;
  return { ...state, running, counts, counted, built };
}
