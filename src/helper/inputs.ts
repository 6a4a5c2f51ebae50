import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';
import { configurationKind } from '#nix/evaluation/configuration-kind.ts';
import { parseGenerationLink } from '#nix/profiles/link-name.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** What the configuration is evaluated with, besides itself. */
export interface Inputs {
  kind: 'channels' | 'flake';
  /** A text that says which they are now; '' for none. */
  read(): string;
  update(signal: AbortSignal): Promise<ToolEnd>;
  /** Makes them what `read` once gave; false when that failed. */
  put(what: string, signal: AbortSignal): Promise<boolean>;
}

export function inputsOf(settings: HelperSettings): Inputs {
  const { kind } = configurationKind(settings.places.configuration);
  return kind === 'flake' ? flakeInputs(settings) : channelInputs(settings);
}

/** Read as the number of their generation. Nix makes a new one only when all channels were fetched. */
function channelInputs(settings: HelperSettings): Inputs {
  const profile = join(settings.places.state, 'profiles/per-user/root/channels');
  return {
    kind: 'channels',
    read() {
      try {
        return String(parseGenerationLink('channels', basename(readlinkSync(profile))) ?? '');
      } catch {
        return '';
      }
    },
    update: (signal) => runTool(['nix-channel', '--update'], settings, signal),
    async put(what, signal) {
      if (!/^\d{1,9}$/.test(what)) return false;
      const argv = ['nix-env', '-p', profile, '--switch-generation', what] as const;
      return (await runTool([...argv], settings, signal)).exitCode === 0;
    },
  };
}

const NIX = ['nix', '--extra-experimental-features', 'nix-command flakes'] as const;

/** Read as the bytes of the lock, in base 64. */
function flakeInputs(settings: HelperSettings): Inputs {
  const { configuration } = settings.places;
  const lock = join(configuration, 'flake.lock');
  return {
    kind: 'flake',
    read() {
      try {
        return readFileSync(lock).toString('base64');
      } catch {
        return '';
      }
    },
    // Without a reference: what comes first was that once, and is an input now.
    update: (signal) => runTool([...NIX, 'flake', 'update'], settings, signal, { folder: configuration }),
    put(what) {
      if (what === '') rmSync(lock, { force: true });
      else writeDurably(lock, Buffer.from(what, 'base64'), { mode: 0o644 });
      return Promise.resolve(true);
    },
  };
}
