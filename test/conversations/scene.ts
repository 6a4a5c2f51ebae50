import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Adjustable, adjuster, rehearsedAdjustment } from '#adjusting.ts';
import { Assistant } from '#assistant.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { nixWithModels } from '#models/nix-with-models.ts';
import { type Nix, NixOptions } from '#nix/nix.ts';
import { openNix } from '#nix/systems/index.ts';
import { phrase } from '#phrasing/phrase.ts';
import type { Ears } from '#ports.ts';
import { type HeardFinal, typed } from '#recognition/heard.ts';
import { type NameMemory, passingMemory } from '#remembering.ts';
import { grammar } from '../understanding/world.ts';

const catalogue = bundledCatalogue();
const { names: _attributes, ...spoken } = spokenNames(catalogue);

/** What a person does: waits, says something, or says it while we speak; or what happens around them. */
export type Act = number | string | (Partial<HeardFinal> & { text: string }) | (() => void);

/**
 * A spoken conversation through the real loop on a practice system, in virtual time. Gives what was said by both, a
 * line each, ours indented. Our own speech takes 50 ms a letter.
 */
export async function conversation(
  acts: readonly Act[],
  settings: object = {},
  nix: object = {},
  names: NameMemory = passingMemory(),
  around: (system: Nix) => Nix = (system) => system,
): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'ask-nix-conversation-'));
  try {
    const clock = new VirtualClock(Date.UTC(2026, 2, 10, 12));
    const lines: string[] = [];
    const session: Adjustable = {
      dialogue: DialogueSettings.parse({ mode: 'always', ...settings }),
      verbosity: 'normal',
    };
    const assistant = new Assistant(
      {
        clock,
        nix: nixWithModels(
          around(
            await openNix(NixOptions.parse({ kind: 'practice', ...nix }), { clock, ...catalogue, directory }),
          ),
          {
            home: join(import.meta.dirname, '..', '..'),
            models: join(directory, 'models'),
            environment: {},
            inUse: () => 'en-tiny',
            use: async () => {},
          },
        ),
        voice: { audible: false, say: (text, _options, stop) => clock.sleep(text.length * 50, stop) },
        ...catalogue,
        grammar,
        phrase: (reply) =>
          phrase(reply, session.verbosity, {
            names: (attribute) => attribute,
            ...spoken,
            now: clock.now(),
          }),
        playEarcon: (earcon) => lines.push(`  (${earcon})`),
        adjust: adjuster(session, rehearsedAdjustment),
        names,
        readHistory: () => [],
      },
      session.dialogue,
      () => ({ phrases: [], completeness: () => 'command', playing: () => false }),
      [{ saying: (text) => lines.push(`  ${text}`) }],
    );
    const ears: Ears = async function* (_expecting, signal) {
      for (const act of acts) {
        if (signal.aborted) return;
        if (typeof act === 'number') {
          await clock.sleep(act * 1000, signal);
          continue;
        }
        if (typeof act === 'function') {
          act();
          continue;
        }
        const spoken = typeof act === 'string' ? { text: act } : act;
        lines.push(spoken.text);
        const { text, ...flags } = spoken;
        yield { ...typed(text), source: 'voice', startedAt: clock.now(), ...flags };
        await clock.sleep(50, signal);
      }
    };
    await assistant.converse(ears, AbortSignal.timeout(20_000));
    return lines;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
