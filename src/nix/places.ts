import { z } from 'zod';

const Folder = z.string().startsWith('/', 'write the whole path, from / on');

/**
 * Where a NixOS keeps what we read and change. All of it can be moved, so that the same code runs on a private store.
 */
export const NixPlaces = z.strictObject({
  store: Folder.default('/nix/store'),
  /** `db`, `profiles`, `gcroots` and the daemon's socket are in it. */
  state: Folder.default('/nix/var/nix'),
  /** `current-system`, `booted-system`, and the lock of an activation. */
  run: Folder.default('/run'),
  /** `configuration.nix` or `flake.nix`, and beside it `ask-nix.json`. */
  configuration: Folder.default('/etc/nixos'),
  boot: Folder.default('/boot'),
});
export type NixPlaces = z.infer<typeof NixPlaces>;

export function systemProfile({ state }: Pick<NixPlaces, 'state'>): string {
  return `${state}/profiles/system`;
}

export function daemonSocket({ state }: Pick<NixPlaces, 'state'>): string {
  return `${state}/daemon-socket/socket`;
}

export function systemBusSocket({ run }: Pick<NixPlaces, 'run'>): string {
  return `${run}/dbus/system_bus_socket`;
}
