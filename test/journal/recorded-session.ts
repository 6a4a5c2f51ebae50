import { Assistant } from '#assistant.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal } from '#journal/journal.ts';
import type { Mind } from '#journal/play.ts';
import { recordedNix } from '#journal/recorded-nix.ts';
import { type Recorder, recorder } from '#journal/recorder.ts';
import { sessionsIn } from '#journal/session.ts';
import type { Ears } from '#ports.ts';
import { type HeardFinal, typed } from '#recognition/heard.ts';
import { type NameMemory, passingMemory } from '#remembering.ts';
import { openCatalogue, openRehearsedNix } from '#wiring.ts';
import { grammar } from '../understanding/world.ts';

const catalogue = openCatalogue();
const WORLD = { installed: ['vlc', 'git'], generations: [38, 39, 40, 41, 42], current: 42 };

export const mind: Mind = { grammar, catalogue };

/** What a person does: waits so many seconds, says something, or says it in a special way. */
export type Act = number | string | (Partial<HeardFinal> & { text: string });

interface SessionOptions {
  settings?: object;
  everything?: boolean;
  names?: NameMemory;
  failed?(error: unknown): void;
  /** Told the type of each reply. */
  onSaying?(type: string): void;
}

/** A spoken session through the real loop and a rehearsed system, in virtual time, recorded in `file`. */
export async function recordedSession(
  file: string,
  acts: readonly Act[],
  {
    settings = {},
    everything = false,
    names = passingMemory(),
    failed = throwIt,
    onSaying = () => {},
  }: SessionOptions = {},
): Promise<{ lines: string[]; record: Recorder }> {
  const clock = new VirtualClock(Date.UTC(2026, 2, 10, 12));
  const lines: string[] = [];
  const journal = fileJournal(file);
  const dialogue = DialogueSettings.parse({ mode: 'always', ...settings });
  const record = recorder(journal, {
    started: {
      type: 'started',
      system: 'practice',
      ears: 'recording',
      session: {
        clock: clock.now(),
        settings: dialogue,
        verbosity: 'normal',
        grammar: '',
        catalogue: '',
      },
    },
    everything,
    describe: ({ requests }) => requests.map(({ intent }) => intent).join(),
    failed,
  });
  record.start();
  const nix = recordedNix(await openRehearsedNix(() => WORLD, { clock, ...catalogue }), record);
  const assistant = new Assistant(
    {
      clock,
      nix,
      voice: { audible: false, say: (text, _options, stop) => clock.sleep(text.length * 50, stop) },
      ...catalogue,
      grammar,
      phrase: (reply) => reply.type,
      playEarcon: () => {},
      adjust: async (adjustment) => ({
        outcome: { type: 'unchanged', adjustment, value: 'as it is' },
        settings: dialogue,
      }),
      names,
      readHistory: (count) => historyOf(journal, count),
    },
    dialogue,
    () => ({ phrases: [], completeness: () => 'command', playing: () => false }),
    [
      record,
      {
        saying(text) {
          lines.push(text);
          onSaying(text);
        },
      },
    ],
  );
  await assistant.converse(spoken(acts, clock), AbortSignal.timeout(20_000));
  return { lines, record };
}

function spoken(acts: readonly Act[], clock: VirtualClock): Ears {
  return async function* (_expecting, signal) {
    for (const act of acts) {
      if (signal.aborted) return;
      if (typeof act === 'number') {
        await clock.sleep(act * 1000, signal);
        continue;
      }
      const { text, ...flags } = typeof act === 'string' ? { text: act } : act;
      yield { ...typed(text), source: 'voice', startedAt: clock.now(), ...flags };
      await clock.sleep(8000, signal);
    }
  };
}

export function sessionsOf(file: string) {
  return sessionsIn(fileJournal(file).read().records);
}

function throwIt(error: unknown): void {
  throw error;
}
