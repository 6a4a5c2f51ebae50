import { join } from 'node:path';

/** Where nixpkgs comes from: a folder of the machine, a channel of root, or the lock of a flake. */
export type Inputs = 'folder' | 'channel' | 'flake';

const CHANNELS = 'nix/var/nix/profiles/per-user/root/channels';

/** What programs of Nix have to know to use the private system below `root` and nothing else of this machine. */
export function miniEnvironment(root: string, inputs: Inputs): Record<string, string> {
  const at = (path: string) => join(root, path);
  const nixpkgs = at(inputs === 'channel' ? `${CHANNELS}/nixos` : 'nixpkgs');
  return {
    PATH: `${at('bin')}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LC_ALL: 'C.UTF-8',
    NIX_STORE_DIR: at('nix/store'),
    NIX_STATE_DIR: at('nix/var/nix'),
    NIX_LOG_DIR: at('nix/var/log/nix'),
    NIX_LOCALSTATE_DIR: at('nix/var'),
    NIX_CONF_DIR: at('etc/nix'),
    NIX_DAEMON_SOCKET_PATH: at('nix/var/nix/daemon-socket/socket'),
    NIX_PATH: `nixpkgs=${nixpkgs}:nixos-config=${at('etc/nixos/configuration.nix')}`,
    HOME: at('home'),
    XDG_CACHE_HOME: at('home/.cache'),
    XDG_CONFIG_HOME: at('home/.config'),
    XDG_STATE_HOME: at('home/.local/state'),
  };
}
