import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '#base/errors.ts';
import { NixPlaces } from '#nix/places.ts';

const Folder = z.string().startsWith('/');

/** What root decides about the helper, in a file of root's. Nothing of it ever comes from a client. */
export const HelperSettings = z.strictObject({
  places: NixPlaces.prefault({}),
  /** Notes of what is under way, the last build, inputs as they were. */
  state: Folder.default('/var/lib/ask-nix-helper'),
  log: Folder.default('/var/log/ask-nix'),
  /** The system of a flake that this machine is; absent: the one of its host name. */
  host: z.string().optional(),
  /** Where nobody hands us a socket: the one to make, and the group that may connect. */
  socket: z.strictObject({ path: Folder, gid: z.int().min(0) }).optional(),
  /** The whole environment of every program that is run. */
  environment: z.record(z.string(), z.string()).default({
    PATH: '/run/current-system/sw/bin:/run/wrappers/bin',
    HOME: '/root',
    LC_ALL: 'C.UTF-8',
    NIX_REMOTE: 'daemon',
    NIX_PATH:
      'nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos:/nix/var/nix/profiles/per-user/root/channels',
  }),
  systemctl: z.string().default('systemctl'),
  /**
   * After so long an activation is waited for no more; it goes on. systemd gives a unit a minute and a half to stop and as
   * much to start, and a boot menu takes minutes at most: what lasts longer than all of these hangs.
   */
  activationLimitMs: z
    .int()
    .min(1_000)
    .max(45 * 60_000)
    .default(20 * 60_000),
});
export type HelperSettings = z.infer<typeof HelperSettings>;

/** Throws `ConfigError`. */
export function readSettings(file: string): HelperSettings {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ConfigError('unreadable', `The helper's settings ${file} cannot be read.`, { cause });
  }
  const parsed = HelperSettings.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new ConfigError('bad-settings', `${file}: ${z.prettifyError(parsed.error)}`);
}
