import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { FailureCode } from '#nix/failure-code.ts';
import { classify, classifyMessage } from '#nix/failures/classify.ts';
import type { Failure } from '#nix/failures/failure.ts';
import { WRITTEN } from './written.ts';

const FOLDER = join(import.meta.dirname, 'recorded');
const context = { configuration: '/etc/nixos' };

/** What Nix printed on the miniature system, by the file it was written to. */
const RECORDED: Readonly<Record<string, { code: FailureCode } & Partial<Failure>>> = {
  assertion: { code: 'evaluation-failed' },
  broken: { code: 'broken', subject: 'broken-thing' },
  'build-failed': { code: 'build-failed', subject: 'failing' },
  'build-failed-dependency': { code: 'build-failed', subject: 'failing' },
  'build-failed-nix3': { code: 'build-failed', subject: 'failing' },
  'build-timeout': { code: 'timed-out', subject: 'endless' },
  'conflicting-option': { code: 'conflicting-option', subject: 'networking.hostName' },
  'database-busy': { code: 'locked' },
  'database-damaged': { code: 'broken-state' },
  'database-garbage': { code: 'broken-state' },
  'database-newer': { code: 'broken-state' },
  'flake-unknown-attribute': { code: 'unknown-attribute', subject: 'frefox', near: ['firefox'] },
  'hash-mismatch': { code: 'hash-mismatch', subject: 'wrong-hash' },
  'incompatible-profile': { code: 'wrong-profile' },
  'infinite-recursion': { code: 'evaluation-failed' },
  locked: { code: 'locked' },
  'needs-restart': { code: 'needs-restart' },
  'no-daemon': { code: 'no-daemon' },
  'no-daemon-refused': { code: 'no-daemon' },
  'no-network': { code: 'no-network' },
  'no-network-refused': { code: 'no-network' },
  'no-nix-file': { code: 'evaluation-failed' },
  'no-profile-older': { code: 'no-generation' },
  'no-profile-version': { code: 'no-generation', subject: '77' },
  'no-space': { code: 'no-space' },
  'no-substitute': { code: 'no-substitute', subject: 'nothing' },
  'not-allowed-user': { code: 'not-permitted' },
  'not-permitted-activation': { code: 'not-permitted' },
  'not-permitted-daemon': { code: 'not-permitted' },
  'not-permitted-profile': { code: 'not-permitted' },
  'not-privileged': { code: 'not-permitted' },
  'not-trusted': { code: 'not-permitted' },
  'pre-switch-check': { code: 'pre-switch-check' },
  'read-only-profile': { code: 'unwritable' },
  'still-alive': { code: 'still-in-use', subject: 'nixos-system-mini' },
  'syntax-error': { code: 'evaluation-failed', file: '/etc/nixos/mistake.nix', line: 4 },
  'type-error': { code: 'evaluation-failed' },
  'undefined-variable': { code: 'evaluation-failed', file: '/etc/nixos/mistake.nix', line: 3 },
  'units-failed': { code: 'unit-failed', subject: 'web' },
  'unknown-attribute': { code: 'unknown-attribute', subject: 'frefox', near: ['firefox'] },
  'unknown-attribute-in-config': { code: 'unknown-attribute', subject: 'frefox', near: ['firefox'] },
  'unknown-managed-package': { code: 'unknown-attribute', subject: 'frefox' },
  'unknown-option': { code: 'unknown-option', subject: 'servces' },
  untracked: { code: 'untracked', subject: 'other.nix' },
  'untracked-flake': { code: 'untracked', subject: 'flake.nix' },
  'waiting-gc-lock': { code: 'locked' },
  'waiting-profile-lock': { code: 'locked' },
  'waiting-store-lock': { code: 'locked' },
};

/** What Nix 2.26 tells besides. */
const NEWER: Readonly<Record<string, Partial<Failure>>> = {
  untracked: { file: '/nix/store/047p6hz57mby7qvgkikvzsbr2n0fbx8v-source/flake.nix', line: 1 },
};

/** By the version of Nix that printed it. */
const FILES = ['2.8', '2.26'].flatMap((version) =>
  readdirSync(join(FOLDER, version)).map((file) => [version, file.replace('.txt', '')] as const),
);

describe('what Nix printed', () => {
  test.each(FILES)('%s: %s', (version, name) => {
    const expected = { ...RECORDED[name], ...(version === '2.26' && NEWER[name]) };
    const failure = classify(readFileSync(join(FOLDER, version, `${name}.txt`), 'utf8'), context);
    const { detail, ...rest } = failure;
    expect(rest).toEqual(expected);
    expect(detail).toMatch(/^\S.{5,}/);
    expect(detail).not.toContain('\n');
  });

  it('is tried on all that was recorded', () => {
    expect(new Set(FILES.map(([, name]) => name))).toEqual(new Set(Object.keys(RECORDED)));
  });
});

describe('what no machine here gives, as others saw it', () => {
  test.each(WRITTEN)('%s: %s', (_, output, expected) => {
    expect(classify(output, context)).toMatchObject(expected);
  });
});

test('a message of the daemon need not say that it is an error', () => {
  const path = '/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-failing-0.1.drv';
  const message = `builder for '\u001b[35;1m${path}\u001b[0m' failed with exit code 2`;
  const failure = { code: 'build-failed', subject: 'failing' };
  expect(classifyMessage(message, context)).toMatchObject(failure);
  expect(classifyMessage(`\u001b[31;1merror:\u001b[0m ${message}`, context)).toMatchObject(failure);
});

describe('anything else', () => {
  it('is unexplained, with its last line or its message for a screen', () => {
    expect(classify('', context)).toEqual({ code: 'unexplained', detail: '' });
    expect(classify('one\ntwo\n', context)).toEqual({ code: 'unexplained', detail: 'two' });
    expect(classify('error: what is this\nmore', context)).toEqual({
      code: 'unexplained',
      detail: 'what is this',
    });
  });

  it('is the mistake of the configuration when its place is there', () => {
    const output = 'error: something new\n\n       at /etc/nixos/disk.nix:7:3:\n\n            6| {';
    expect(classify(output, context)).toMatchObject({
      code: 'evaluation-failed',
      file: '/etc/nixos/disk.nix',
      line: 7,
    });
  });

  it('is not what a builder or a warning says', () => {
    const output = [
      "warning: unable to download 'https://cache.example/nix-cache-info': HTTP error 502",
      "error: attribute 'x' missing",
      "building '/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-failing-0.1.drv'...",
      "error: builder for '/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-failing-0.1.drv' failed with exit code 2;",
      '       last 1 log lines:',
      "       > error: unable to download 'x': Couldn't resolve host",
    ].join('\n');
    expect(classify(output, context)).toMatchObject({ code: 'build-failed', subject: 'failing' });
    expect(classify(`${output}\n       > cc: No space left on device`, context).code).toBe('no-space');
  });

  it('takes no long time, whatever is printed', () => {
    const hostile = [
      `error: ${"Package 'a' ".repeat(40_000)}`,
      `error: ${'No space left on devic '.repeat(20_000)}`,
      `error:\n${'  - In `/etc/nixos/x\n'.repeat(20_000)}`,
      'error:\n'.repeat(60_000),
      `${'at /x:1:'.repeat(50_000)}`,
      `error: does not provide attribute ${"'a', ".repeat(40_000)}`,
    ];
    const start = performance.now();
    for (const output of hostile) classify(output, context);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
