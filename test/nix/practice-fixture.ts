import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';
import { NixOptions } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { openNix } from '#nix/systems/index.ts';
import type { NixFixture } from '../contracts/nix.ts';

export const NOW = Date.UTC(2026, 2, 17, 14, 30);
export const catalogue = bundledCatalogue();

/** Time that passes only by being slept through, at once. */
export function quickClock(startMs = NOW): Clock {
  let now = startMs;
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
    hold: () => ({ [Symbol.dispose]() {} }),
    waitFor: (promise) => promise,
  };
}

export interface PracticeFixture extends NixFixture {
  directory: string;
  clock: Clock;
}

export async function practice(
  options: Partial<NixOptions> = {},
  clock = quickClock(),
): Promise<PracticeFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-practice-'));
  const directory = join(folder, 'system');
  const again = () =>
    openNix(NixOptions.parse({ kind: 'practice', ...options }), { clock, ...catalogue, directory });
  return {
    nix: await again(),
    again,
    directory,
    clock,
    change: install('firefox'),
    otherChange: { intent: 'remove_package', package: Attribute.parse('vlc') },
    runs: ServiceName.parse('cups'),
    rests: ServiceName.parse('sshd'),
    option: { intent: 'set_option', option: OptionPath.parse('hardware.graphics.enable'), value: true },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export function install(attribute: string): Request {
  return { intent: 'install_package', package: Attribute.parse(attribute) };
}
