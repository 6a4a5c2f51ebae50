import { closeSync, openSync, readSync } from 'node:fs';
import type { Clock } from '#base/clock.ts';
import { takeLock } from '#base/lock-file.ts';
import { isActivating } from './guards.ts';
import { ActivationResult, type NoteFiles, readNote } from './note.ts';
import type { HelperSettings } from './settings.ts';
import { isWatched } from './watcher-process.ts';

const LOOK_MS = 20;
/** How often it is looked whether the watcher lives. */
const WATCHER_MS = 500;

/**
 * Tells what the activation with this id says, until it is over; then holds the lock of activations. Without a result its
 * watcher was killed, and nobody knows how it ended. `late`: it is not over, and goes on.
 */
export async function followActivation(
  id: string,
  files: NoteFiles,
  settings: HelperSettings,
  clock: Clock,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<{ lock: Disposable; result?: ActivationResult } | 'late'> {
  const startedAt = clock.now();
  let seenAt = startedAt;
  const log = openSync(files.output, 'r');
  try {
    const tellNew = lineTeller(log, tell);
    const result = () => {
      const found = readNote(files.result, ActivationResult);
      return found?.id === id ? found : undefined;
    };
    const isOver = () => {
      if (result()) return true;
      if (clock.now() - seenAt < WATCHER_MS) return false;
      seenAt = clock.now();
      return !isWatched(id);
    };
    for (;;) {
      tellNew();
      if (isOver()) {
        const lock = takeLock(files.lock);
        const ended = result();
        if (!('heldBy' in lock)) {
          tellNew();
          if (ended) return { lock, result: ended };
          if (!(await isActivating(settings, signal))) return { lock };
          lock[Symbol.dispose]();
        }
      }
      if (clock.now() - startedAt > settings.activationLimitMs) return 'late';
      await clock.sleep(LOOK_MS, signal);
    }
  } finally {
    closeSync(log);
  }
}

const MOST_LINE = 4_000;

function lineTeller(log: number, tell: (line: string) => void): () => void {
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(16_384);
  let unfinished = '';
  return () => {
    for (let bytes = readSync(log, buffer); bytes > 0; bytes = readSync(log, buffer)) {
      const lines = (unfinished + decoder.decode(buffer.subarray(0, bytes), { stream: true })).split('\n');
      unfinished = (lines.pop() ?? '').slice(0, MOST_LINE);
      for (const line of lines) if (line !== '') tell(line.slice(0, MOST_LINE));
    }
  };
}
