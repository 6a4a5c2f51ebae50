import { Assistant } from '#assistant.ts';
import { AskNixError } from '#base/errors.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import type { Config } from '#config/config.ts';
import type { State } from '#dialogue/state.ts';
import type { Entry } from '#journal/entry.ts';
import { recorder } from '#journal/recorder.ts';
import type { Plan } from '#nix/plan.ts';
import { sayAction } from '#phrasing/say-action.ts';
import type { Observer, Ports } from '#ports.ts';
import type { Expecting } from '#recognition/recognizer.ts';
import type { Voice } from '#voice/voice.ts';
import { type Basics, portsFrom } from '#wiring.ts';

export interface ConversationParts {
  basics: Basics;
  config: Config;
  voice: Voice;
  observers: readonly Observer[];
  expecting?: (state: State, playing: () => boolean) => Expecting;
  playEarcon?: Ports['playEarcon'];
}

/** Nobody listens with ears: typed conversations. */
const deaf: Expecting = { phrases: [], completeness: () => 'command', playing: () => false };

/** An assistant whose turns and changes are written to the journal. */
export function openConversation(parts: ConversationParts): Assistant {
  const { basics, config, voice, observers, playEarcon } = parts;
  const record = recorder(basics.journal, describe, tell);
  const assistant = new Assistant(
    portsFrom(basics, voice, config, playEarcon),
    config.dialogue,
    parts.expecting ?? (() => deaf),
    [{ stepped: record }, ...observers],
  );
  for (const message of basics.nix.repairs ?? []) {
    assistant.announce({ type: 'trouble', where: 'system', code: 'mended', message });
  }
  return assistant;

  function describe(plan: Plan): string {
    return sayAction(plan, {
      ...spokenNames(basics),
      now: basics.clock.now(),
    });
  }

  function tell(error: unknown): void {
    tellJournalTrouble(assistant, error);
  }
}

/** Writes down that a conversation began. A journal that cannot be written is told; the conversation goes on. */
export function noteStart(
  assistant: Assistant,
  { nix, journal, clock }: Basics,
  ears: Extract<Entry, { type: 'started' }>['ears'],
): void {
  try {
    journal.append({ type: 'started', system: nix.system, ears }, clock.now());
  } catch (error) {
    tellJournalTrouble(assistant, error);
  }
}

function tellJournalTrouble(assistant: Assistant, error: unknown): void {
  if (!(error instanceof AskNixError)) throw error;
  assistant.tell({ type: 'failed', task: 'journal', code: error.code, message: error.message });
}
