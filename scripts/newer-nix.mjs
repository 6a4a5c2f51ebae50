import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Debian whose Nix is 2.26, which speaks protocol 1.38; the Nix of Debian 12 is 2.8, with 1.34. */
const SUITE = 'trixie';
const PACKAGES = ['nix-bin', 'git', 'sqlite3', 'xz-utils', 'python3', 'dbus', 'iproute2', 'ca-certificates'];

/** The folder of that Debian, which is made once, from the mirror that this machine has. Undefined when that fails. */
export function makeDebian() {
  const folder = join(tmpdir(), 'ask-nix-newer-nix');
  const stamp = join(folder, 'ask-nix-has');
  const has = [SUITE, ...PACKAGES].join(' ');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === has) return folder;
  process.stderr.write('setup: Making a Debian with a newer Nix, which takes two minutes, once.\n');
  rmSync(folder, { recursive: true, force: true });
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...PACKAGES];
  const isMade =
    run('debootstrap', '--variant=minbase', SUITE, folder, mirror()) &&
    run('cp', '/etc/resolv.conf', join(folder, 'etc/resolv.conf')) &&
    run('env', 'DEBIAN_FRONTEND=noninteractive', 'chroot', folder, ...install);
  if (!isMade) return undefined;
  writeFileSync(stamp, has);
  return folder;
}

/** What starts a program there. All that it mounts for that goes with it. */
export function runnerInDebian(folder) {
  const script = fileURLToPath(new URL('newer-nix.sh', import.meta.url));
  return ['unshare', '--mount', '--propagation', 'private', script, folder];
}

/** Where this machine gets its own Debian packages. */
function mirror() {
  const release = readFileSync('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(.*)$/m.exec(release)?.[1];
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', '$(SITE) $(RELEASE)']);
  const line =
    String(stdout)
      .split('\n')
      .find((site) => site.endsWith(` ${suite}`)) ?? '';
  return line.split(' ')[0];
}

function run(program, ...args) {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
