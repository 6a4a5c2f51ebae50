import type { Failure } from '#nix/failures/failure.ts';

/** Written after what newer versions and the real nixpkgs are known to print; seen by nobody here. */
export const WRITTEN: readonly (readonly [name: string, output: string, failure: Partial<Failure>])[] = [
  [
    'unfree',
    `error: Package ‘google-chrome-102.0.5005.61’ in /nix/store/vrkp5raqkgiaa3xs62i8pm53hc8qrg5s-nixpkgs/pkgs/chrome/default.nix:162 has an unfree license (‘unfree’), refusing to evaluate.

       a) To temporarily allow unfree packages, you can use an environment variable`,
    { code: 'unfree', subject: 'google-chrome' },
  ],
  [
    'unfree, as it is worded since 2026',
    `error:
       … while evaluating the option \`system.build.toplevel':

       error: Refusing to evaluate package 'claude-code-2.1.283' in
         /nix/store/vrkp5raqkgiaa3xs62i8pm53hc8qrg5s-source/pkgs/cl/package.nix:94 because it has an unfree license ('unfree')`,
    { code: 'unfree', subject: 'claude-code' },
  ],
  [
    'insecure',
    `error:
       (stack trace truncated; use '--show-trace' to show the full trace)

       error: Package ‘python-2.7.18.7’ in /nix/store/xwl0am98klc8mz074jdyvpnyc6vwzlla-source/pkgs/2.7/default.nix:335 is marked as insecure, refusing to evaluate.


       Known issues:
        - Python 2.7 has reached its end of life`,
    { code: 'insecure', subject: 'python' },
  ],
  [
    'broken, as it is worded since 2026',
    `error: Refusing to evaluate package 'timescaledb_toolkit-1.21.0' in
       /nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/pkgs/ext.nix:40 because it has problems:
         - broken: This package is broken.`,
    { code: 'broken', subject: 'timescaledb_toolkit' },
  ],
  [
    'not for this machine',
    `error: Refusing to evaluate package 'libhydrasdr-unstable' in /nix/store/x/pkgs/libhydrasdr.nix:25 because it is not available on the requested hostPlatform:
         hostPlatform.system = "aarch64-linux"`,
    { code: 'unsupported', subject: 'libhydrasdr-unstable' },
  ],
  [
    'an option of nixpkgs that is not there',
    `error:
       … while calling the 'head' builtin
         at /nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/lib/attrsets.nix:1575:11:

       error: The option \`services.foo' does not exist. Definition values:
       - In \`/etc/nixos/web.nix':
           { enable = true; }`,
    { code: 'unknown-option', subject: 'services.foo', file: '/etc/nixos/web.nix' },
  ],
  [
    'a conflict in a flake',
    `error: The option \`time.timeZone' has conflicting definition values:
       - In \`/nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/configuration.nix': "Europe/Paris"
       - In \`/nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/ask-nix.nix': "Europe/Berlin"
       Use \`lib.mkForce value' to change the priority.`,
    {
      code: 'conflicting-option',
      subject: 'time.timeZone',
      file: '/nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/configuration.nix',
    },
  ],
  [
    'a value of the wrong type',
    `error: A definition for option \`networking.firewall.allowedTCPPorts."[definition 1-entry 1]"' is not of type \`16 bit unsigned integer'. Definition values:
       - In \`/etc/nixos/ask-nix.nix': "http"`,
    { code: 'bad-option-value', file: '/etc/nixos/ask-nix.nix' },
  ],
  [
    'an undefined variable, with the way to it',
    `error:
       … while evaluating the attribute 'config.system.build.toplevel'
         at /nix/store/3a2vdn5i7vd2wl654xs8nb52jf1v6cbh-source/lib/modules.nix:334:9:

       … while evaluating definitions from \`/etc/nixos/configuration.nix':

       error: undefined variable 'pkgz'
       at /etc/nixos/configuration.nix:12:34:
           11| {
           12|   environment.systemPackages = [ pkgz.hello ];`,
    { code: 'evaluation-failed', file: '/etc/nixos/configuration.nix', line: 12 },
  ],
  [
    'assertions of the module system',
    'error:\n       Failed assertions:\n       - The ‘fileSystems’ option does not specify your root file system.',
    { code: 'evaluation-failed' },
  ],
  [
    'a build, as it is worded since Nix 2.31',
    `error: Cannot build '/nix/store/d2kgyamfxd09c26pvwn6wli46s0dh85j-discord-0.0.1.drv'.
       Reason: builder failed with exit code 1.
       Output paths:
         /nix/store/p8kv6fihgdb9sasbz0qrih0nh6z87ik7-discord-0.0.1
       Last 1 log lines:
       > error: attribute 'x' missing
error: Cannot build '/nix/store/rn7lh3qrx59rawqzdmyxswg5rnxdx8bz-system-path.drv'.
       Reason: 1 dependency failed.`,
    { code: 'build-failed', subject: 'discord' },
  ],
  [
    'a file that Git does not know, since Nix 2.29',
    `error: Path 'ask-nix.json' in the repository "/etc/nixos" is not tracked by Git.

       To make it visible to Nix, run:

       git -C "/etc/nixos" add -N "ask-nix.json"`,
    { code: 'untracked', subject: 'ask-nix.json' },
  ],
  [
    'no room while something is built',
    `error: builder for '/nix/store/d2kgyamfxd09c26pvwn6wli46s0dh85j-big-1.0.drv' failed with exit code 1;
       last 1 log lines:
       > cp: error writing 'x': No space left on device`,
    { code: 'no-space' },
  ],
  [
    'no room in the boot partition',
    'Traceback (most recent call last):\nOSError: [Errno 28] No space left on device\nFailed to install bootloader',
    { code: 'boot-full' },
  ],
  ['no boot entries', 'updating systemd-boot entries\nFailed to install bootloader', { code: 'bootloader' }],
  [
    'a setting that is not granted',
    "warning: ignoring the client-specified setting 'sandbox', because it is a restricted setting and you are not a trusted user",
    { code: 'not-permitted' },
  ],
  [
    'the daemon of another version',
    "error: cannot connect to daemon at '/nix/var/nix/daemon-socket/socket': Connection refused",
    { code: 'no-daemon' },
  ],
  [
    'an input that cannot be fetched',
    'error: unable to resolve host github.example: Temporary failure in name resolution',
    { code: 'no-network' },
  ],
];
