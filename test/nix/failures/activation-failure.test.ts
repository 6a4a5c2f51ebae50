import { expect, test } from 'vitest';
import { activationFailure } from '#nix/failures/activation-failure.ts';
import { parseActivation } from '#nix/rebuild/activation-output.ts';

const failureOf = (output: string, exitCode: number | null) =>
  activationFailure(parseActivation(output, exitCode), output, { configuration: '/etc/nixos' });

test('an activation that is done has not failed', () => {
  expect(failureOf('activating the configuration...', 0)).toBeUndefined();
});

test.each([
  ['unit-failed', 4, 'warning: the following units failed: web.service, mail.service', 'web'],
  ['needs-restart', 100, '', undefined],
  ['locked', 11, 'Could not acquire lock', undefined],
  ['pre-switch-check', 1, 'Pre-switch checks failed', undefined],
  ['not-permitted', 1, 'switch-to-configuration must be run as the root user', undefined],
  ['bootloader', 1, 'Failed to install bootloader', undefined],
  ['boot-full', 1, 'OSError: [Errno 28] No space left on device\nFailed to install bootloader', undefined],
  ['unexplained', 1, 'something of its own', undefined],
  ['unexplained', null, 'activating the configuration...', undefined],
])('%s: exit code %s, %s', (code, exitCode, output, subject) => {
  expect(failureOf(output, exitCode)).toMatchObject({ code, ...(subject && { subject }) });
});
