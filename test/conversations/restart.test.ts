import { expect, test } from 'vitest';
import { conversation } from './scene.ts';

const says = (lines: readonly string[], pattern: RegExp) =>
  lines.filter((line) => line.startsWith('  ') && pattern.test(line));

test('a restart is no command where nothing waits for it', async () => {
  const lines = await conversation([
    'reboot',
    6,
    'restart now',
    6,
    'restart the computer',
    6,
    'yes reboot now',
    6,
  ]);
  expect(says(lines, /Restart the machine\?|Done/)).toEqual([]);
});

test('after an update that brings another kernel, a restart is offered, and wants its own words', async () => {
  const lines = await conversation([
    ...['update the system', 10, 'yes do it', 400],
    ...['hey nix restart now', 12, 'no', 8],
    ...['hey nix reboot', 12, 'yes', 8, 'reboot', 8, 'yes reboot now', 12],
    ...['hey nix check the health', 15, 'hey nix reboot', 10],
  ]);
  expect(says(lines, /The new kernel is used after a restart\. Say reboot to restart now\./)).toHaveLength(1);
  expect(says(lines, /Restart the machine\? What is open is closed/)).toHaveLength(2);
  expect(says(lines, /Done\. The machine restarts now/)).toHaveLength(1);
  expect(lines.indexOf('yes reboot now')).toBeLessThan(
    lines.findIndex((line) => line.includes('The machine restarts now')),
  );
  expect(says(lines, /Nothing waits for a restart/)).toHaveLength(1);
  expect(says(lines, /All is well/)).toHaveLength(1);
});
