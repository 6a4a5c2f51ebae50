import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { compareVersions } from '#nix/store/compare-versions.ts';
import { nameOfPath, parseName } from '#nix/store/path-name.ts';

const NAMES = [
  ['vim-9.1.1869', 'vim', '9.1.1869'],
  ['firefox-esr-140.4.0esr', 'firefox-esr', '140.4.0esr'],
  ['python3.13-requests-2.32.5', 'python3.13-requests', '2.32.5'],
  ['nix-2.8.0pre20220428_abcdef', 'nix', '2.8.0pre20220428_abcdef'],
  ['foo-unstable-2024-01-31', 'foo-unstable', '2024-01-31'],
  ['system-path', 'system-path', ''],
  ['7zip-25.01', '7zip', '25.01'],
  ['x-_y', 'x', '_y'],
  ['trailing-', 'trailing-', ''],
  ['double--dash', 'double', '-dash'],
  ['etc', 'etc', ''],
] as const;

const VERSIONS = [
  ['1.0', '2.3'],
  ['2.1', '2.3'],
  ['2.3', '2.3'],
  ['2.5', '2.3'],
  ['3.1', '2.3'],
  ['2.3.1', '2.3'],
  ['2.3.1', '2.3a'],
  ['2.3pre1', '2.3'],
  ['2.3pre3', '2.3pre12'],
  ['2.3a', '2.3c'],
  ['2.3pre1', '2.3c'],
  ['2.3pre1', '2.3q'],
  ['2.3-rc1', '2.3'],
  ['1.01', '1.1'],
  ['', '1'],
  ['', 'pre'],
  ['140.4.0esr', '140.4.0'],
  ['2024-01-31', '2023-12-31'],
  ['1.2_3', '1.2_4'],
  ['9.1.1869', '9.1.999'],
] as const;

it.each(NAMES)('%s is %s in version %j', (name, pname, version) => {
  expect(parseName(name)).toEqual({ pname, version });
});

it.each([
  ['git-2.51.2-man', 'git', '2.51.2'],
  ['glibc-2.40-66-bin', 'glibc', '2.40-66'],
  ['gcc-14.3.0-lib', 'gcc', '14.3.0'],
  ['openssl-3.4.3-dev', 'openssl', '3.4.3'],
  ['vim-9-unstable', 'vim', '9-unstable'],
  ['home-manager-lib', 'home-manager-lib', ''],
])('folds the output of %s', (name, pname, version) => {
  expect(parseName(name)).toEqual({ pname, version });
});

it('takes the name from behind the hash', () => {
  expect(nameOfPath('/nix/store/00000000000000000000000000000000-vim-9.1')).toBe('vim-9.1');
});

const EVALUATOR = 'nix-instantiate';

/** What Nix itself says, in one run. */
function askNix<Answer>(expression: string, ...args: string[]): Answer {
  const how = ['--eval', '--strict', '--json', '--store', 'dummy://'];
  const { stdout, stderr } = spawnSync(EVALUATOR, [...how, '-E', expression, ...args], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

it('divides names and orders versions as Nix does', () => {
  const parsed = askNix<{ name: string; version: string }[]>(
    '{ names }: map builtins.parseDrvName (builtins.fromJSON names)',
    '--argstr',
    'names',
    JSON.stringify(NAMES.map(([name]) => name)),
  );
  expect(NAMES.map(([, name, version]) => ({ name, version }))).toEqual(parsed);
  const ordered = askNix<number[]>(
    '{ pairs }: map (pair: builtins.compareVersions (builtins.elemAt pair 0) (builtins.elemAt pair 1)) (builtins.fromJSON pairs)',
    '--argstr',
    'pairs',
    JSON.stringify(VERSIONS),
  );
  expect(VERSIONS.map(([one, other]) => compareVersions(one, other))).toEqual(ordered);
  expect(VERSIONS.map(([one, other]) => 0 - compareVersions(other, one) || 0)).toEqual(ordered);
});
