// Prepares a fresh machine and then does what was asked: start, test, test-long, test-newer-nix, bench or train. Plain JavaScript without dependencies,
// because it runs before there are any, on whatever Node came with npm (18 or newer).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { runChecks, runLongTests, runNixTests } from './checks.mjs';
import { makeDebian, runnerInDebian } from './newer-nix.mjs';
import { missingPrograms, packagesFor } from './system-packages.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const [task = 'start', ...args] = process.argv.slice(2);
const isCi = process.env.CI === 'true';

process.chdir(home);
installDependencies();
process.env.PATH = [join(home, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

if (task === 'start') {
  await offerSystemPackages('talking', args);
  process.exit(run(bundledNode(), [join(home, 'bin', 'ask-nix'), ...args]));
}
if (task === 'test') {
  installSystemPackages('testing');
  process.exit(runChecks(bundledNode(), args));
}
if (task === 'test-long') {
  installSystemPackages('testing');
  process.exit(runLongTests(bundledNode(), args));
}
if (task === 'test-newer-nix') {
  if (!canInstall()) {
    say('For a Debian of its own, with the newer Nix, this has to be started by root on a Debian.');
    process.exit(1);
  }
  installSystemPackages('newer nix');
  const debian = makeDebian();
  if (debian === undefined) {
    say('It could not be made; the lines above say why.');
    process.exit(1);
  }
  process.exit(runNixTests([...runnerInDebian(debian), bundledNode()], args));
}
if (task === 'bench') {
  installSystemPackages('testing');
  process.exit(run(bundledNode(), [join(home, 'bench', 'index.ts'), ...args]));
}
if (task === 'train') {
  process.exit(run(bundledNode(), [join(home, 'scripts', 'train.ts'), ...args]));
}
say(`setup knows start, test, test-long, test-newer-nix, bench and train, not "${task}".`);
process.exit(2);

/** `npm ci` when the lock has changed since the last time; from the lock, so that every machine gets the same. */
function installDependencies() {
  const stamp = join('node_modules', '.ask-nix-lock');
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing the npm dependencies (once).');
  const npm = process.env.npm_execpath;
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const status = npm ? run(process.execPath, [npm, ...quiet]) : run('npm', quiet);
  if (status !== 0) {
    say('The npm dependencies could not be installed; the lines above say why.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** The Node that came as a dependency; where there is none for this kind of machine, a new enough one of its own. */
function bundledNode() {
  const bundled = join(home, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say(
    `There is no Node in the dependencies for ${process.platform} ${process.arch}: install Node 24 or newer.`,
  );
  process.exit(1);
}

/** Asks a person before anything but npm dependencies is installed; without one, says what would make it better. */
async function offerSystemPackages(purpose, given) {
  if (given.length > 0) return;
  const missing = missingPrograms(purpose);
  if (missing.length === 0) return;
  const packages = packagesFor(missing);
  const names = missing.map(({ use, names }) => `${names.join(' or ')} (${use})`).join(', ');
  if (!canInstall() || !process.stdin.isTTY || !process.stdout.isTTY) {
    say(`Without ${names} it still works, with less sound. Debian packages: ${packages.join(' ')}.`);
    return;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `${names} would let it hear and speak. Install ${packages.join(' ')}? [y/N] `,
  );
  terminal.close();
  if (/^y(es)?$/i.test(answer.trim())) installPackages(packages);
}

/** Tests need all of it: as root on Debian it is installed and said, elsewhere what is missing is named. */
function installSystemPackages(purpose) {
  const missing = missingPrograms(purpose);
  if (missing.length === 0) return;
  const packages = packagesFor(missing);
  if (canInstall()) {
    say(`Installing the system packages that the tests need: ${packages.join(' ')}.`);
    installPackages(packages);
  }
  const stillMissing = missingPrograms(purpose);
  if (stillMissing.length === 0) return;
  say(`These programs are missing: ${stillMissing.map(({ names }) => names.join(' or ')).join(', ')}.`);
  say(`On Debian: apt-get install ${packagesFor(stillMissing).join(' ')}.`);
  if (isCi) process.exit(1);
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function installPackages(packages) {
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (run('apt-get', install, 'ignore') === 0) return;
  run('apt-get', ['update', '-qq'], 'ignore');
  if (run('apt-get', install, 'ignore') !== 0) say('apt-get could not install them.');
}

function run(program, programArgs, output = 'inherit') {
  const result = spawnSync(program, programArgs, { stdio: ['inherit', output, 'inherit'] });
  if (result.error) say(`${program} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}

function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}
