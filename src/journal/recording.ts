import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Microphone } from '#audio/microphone.ts';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { ConfigError } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import { fileJournal, type Journal } from './journal.ts';
import { soundWriter, tapped } from './recorded-sound.ts';

/** The events of a recording, in its folder. */
export const EVENTS_FILE = 'events.jsonl';

/** A session that is kept in a folder of its own because a person asked for it: all that was heard, sound too. */
export interface Recording extends Disposable {
  folder: string;
  journal: Journal;
  /** The microphone, its sound kept as it passes. */
  tapped(microphone: Microphone): Microphone;
  /** While it is paused, sound is kept as silence of the same length. */
  pause(isPaused: boolean): void;
  readonly isStopped: boolean;
  /** Nothing more is kept; the conversation goes on. */
  stop(error: unknown): void;
  /** Resolves with the reason when it had to stop. */
  readonly stopped: Promise<unknown>;
}

/** Makes the folder, for its owner only. Throws `ConfigError` when something is there already or it cannot be made. */
export function openRecording(folder: string): Recording {
  makeNewFolder(folder);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const sound = soundWriter(folder);
  let isStopped = false;
  let isPaused = false;
  const stop = (error: unknown) => {
    isStopped = true;
    resolve(error);
  };
  return {
    folder,
    journal: fileJournal(join(folder, EVENTS_FILE)),
    tapped: (microphone) =>
      tapped(microphone, (samples) => {
        if (isStopped) return;
        try {
          if (isPaused) sound.skip(samples.length);
          else sound.write(samples);
        } catch (error) {
          stop(error);
        }
      }),
    pause(now) {
      isPaused = now;
    },
    get isStopped() {
      return isStopped;
    },
    stop,
    stopped: promise,
    [Symbol.dispose]: () => sound[Symbol.dispose](),
  };
}

function makeNewFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (readdirSync(folder).length > 0) {
      throw new ConfigError(
        'usage',
        `There is something in ${folder} already: give the recording a new folder.`,
      );
    }
    chmodSync(folder, 0o700);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('unwritable', `There can be no recording in ${folder}: ${sayDiskTrouble(error)}.`, {
      cause: error,
    });
  }
}
