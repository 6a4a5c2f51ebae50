import { Assistant } from '#assistant.ts';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { AskNixError, ConfigError } from '#base/errors.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import { grammarFingerprint } from '#config/grammar-fingerprint.ts';
import type { State } from '#dialogue/state.ts';
import { catalogueFingerprint } from '#journal/catalogue-fingerprint.ts';
import type { Journal } from '#journal/journal.ts';
import { type OpenWork, openWork } from '#journal/open-work.ts';
import { recordedNix } from '#journal/recorded-nix.ts';
import { recorder } from '#journal/recorder.ts';
import type { Recording } from '#journal/recording.ts';
import type { LiveSettings } from '#live-settings.ts';
import type { Plan } from '#nix/plan.ts';
import { sayAction } from '#phrasing/say-action.ts';
import type { Observer, Ports } from '#ports.ts';
import type { Expecting } from '#recognition/recognizer.ts';
import type { Voice } from '#voice/voice.ts';
import { type Basics, portsFrom } from '#wiring.ts';

export interface ConversationParts {
  basics: Basics;
  live: LiveSettings;
  ears: 'microphone' | 'terminal' | 'recording';
  voice: Voice;
  observers: readonly Observer[];
  /** Where a person wants this session kept besides. */
  recording?: Recording | undefined;
  expecting?: (state: State, playing: () => boolean) => Expecting;
  playEarcon?: Ports['playEarcon'];
}

/** Nobody listens with ears: typed conversations. */
const deaf: Expecting = { phrases: [], completeness: () => 'command', playing: () => false };

/** An assistant whose sessions and changes are written to the journal. */
export function openConversation(parts: ConversationParts): Assistant {
  const { basics, live, voice, observers, recording, playEarcon } = parts;
  const open = workOf(basics.journal);
  const started = { ...startOf(parts), underWay: [...open.underWay] };
  const record = recorder(basics.journal, { started, everything: false, describe, failed: tell });
  const nix = recordedNix(basics.nix, record);
  const assistant = new Assistant(
    portsFrom({ ...basics, nix }, voice, live, playEarcon),
    live.now.dialogue,
    parts.expecting ?? (() => deaf),
    [record, ...recordingObservers(), ...observers],
  );
  for (const message of basics.nix.repairs ?? []) {
    assistant.announce({ type: 'trouble', where: 'system', code: 'mended', message });
  }
  tellBrokenOff(open.brokenOff);
  record.start();
  return assistant;

  function tellBrokenOff(said: readonly string[]): void {
    if (said.length === 0) return;
    const message = `I had begun to ${said.join(', and to ')}. Say system info to hear how it is now.`;
    assistant.announce({ type: 'trouble', where: 'last-session', code: 'broken-off', message });
  }

  function describe(plan: Plan): string {
    return sayAction(plan, {
      ...spokenNames(basics),
      now: basics.clock.now(),
    });
  }

  function recordingObservers(): Observer[] {
    if (!recording) return [];
    const { journal, stop } = recording;
    const recordAll = recorder(journal, { started, everything: true, describe, failed: stop });
    recordAll.start();
    void recording.stopped.then(tellStopped);
    return [
      {
        stepped(step) {
          recording.pause(step.after.mode.name === 'muted');
          if (!recording.isStopped) recordAll.stepped(step);
        },
      },
    ];
  }

  function tellStopped(error: unknown): void {
    const why =
      error instanceof AskNixError ? error.message : `${recording?.folder}: ${sayDiskTrouble(error)}.`;
    assistant.announce({ type: 'trouble', where: 'recording', code: 'unwritable', message: why });
  }

  function tell(error: unknown): void {
    if (!(error instanceof AskNixError)) throw error;
    const message = `${error.message} I answer, but change nothing until it can be written.`;
    assistant.tell({ type: 'failed', task: 'journal', code: error.code, message });
  }
}

/** A journal that cannot be read is told by whoever needs it. */
function workOf(journal: Journal): OpenWork {
  try {
    return openWork(journal);
  } catch (error) {
    if (error instanceof ConfigError) return { brokenOff: [], underWay: [] };
    throw error;
  }
}

function startOf({ basics, live, ears }: ConversationParts) {
  const { recognizer, dialogue, verbosity } = live.now;
  const model = recognizer.kind === 'vosk' ? (recognizer.model ?? 'bundled') : recognizer.kind;
  return {
    type: 'started',
    system: basics.nix.system,
    ears,
    session: {
      clock: basics.clock.now(),
      settings: dialogue,
      verbosity,
      grammar: grammarFingerprint(basics.grammar),
      catalogue: catalogueFingerprint(basics.packages),
      ...(ears === 'terminal' ? {} : { model }),
    },
  } as const;
}
