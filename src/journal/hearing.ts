import type { DialogueSettings } from '#dialogue/settings.ts';
import type { HeardFinal } from '#recognition/heard.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import type { Hearing } from './entry.ts';
import type { Step, Understood } from './recorder.ts';

/** Of one utterance; nobody says more, and a pasted text is not what the journal is for. */
const MOST_CHARACTERS = 1000;
/** As many as are looked at. */
const MOST_GUESSES = 5;
const MOST_INSTALLED = 500;

/** Most people have none. */
const NONE = '[]';

/** What an utterance was understood from; what has not changed since the last one is left out. */
export function hearings(clock: number, withSound: boolean) {
  let toldInstalled: string | undefined;
  let toldRemembered = NONE;
  const changedSettings = settingsNotes();
  return { hearingOf, changedSettings };

  function hearingOf(event: Understood, step: Step): Hearing {
    const { from, settings } = step;
    const guesses = from?.heard.alternatives.slice(0, MOST_GUESSES).map(({ text }) => text) ?? [];
    const isOnlyGuess = guesses.length === 1 && guesses[0] === keptText(event);
    return {
      t: sinceStart(event.at, clock),
      from: sinceStart(event.startedAt, clock),
      // One character more than counts, so that what was too long still is.
      ...(isOnlyGuess ? {} : { guesses: guesses.map((text) => text.slice(0, MOST_CHARACTERS + 1)) }),
      ...(event.whilePlaying ? { whilePlaying: true } : {}),
      ...(event.amends ? { amends: true } : {}),
      ...installedNote(from?.installed ?? []),
      ...rememberedNote(from?.remembered ?? []),
      ...changedSettings(settings),
      ...(withSound && event.source === 'voice' && from && step.before.mode.name !== 'muted'
        ? { sound: soundOf(from.heard) }
        : {}),
    };
  }

  function installedNote(installed: readonly string[]): Pick<Hearing, 'installed'> {
    const now = installed.join();
    if (now === toldInstalled) return {};
    toldInstalled = now;
    return { installed: installed.slice(0, MOST_INSTALLED) };
  }

  function rememberedNote(names: readonly RememberedName[]): Pick<Hearing, 'remembered'> {
    const now = JSON.stringify(names);
    if (now === toldRemembered) return {};
    toldRemembered = now;
    return { remembered: [...names] };
  }
}

export function keptText({ understanding }: Understood): string {
  return understanding.text.slice(0, MOST_CHARACTERS);
}

export function sinceStart(at: number, clock: number): number {
  return Math.round((at - clock) * 1000) / 1000;
}

function soundOf({ startMs, endMs }: HeardFinal): [number, number] {
  return [Math.round(startMs), Math.round(endMs)];
}

/** Settings are told when they change; those of the beginning are in the record of the beginning. */
function settingsNotes(): (settings: DialogueSettings) => { settings?: Record<string, unknown> } {
  let told: DialogueSettings | undefined;
  return (settings) => {
    const isNew = told !== undefined && told !== settings;
    told = settings;
    return isNew ? { settings: { ...settings } } : {};
  };
}
