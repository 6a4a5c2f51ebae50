import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { tellOfPackages } from '#commands/tell-of-packages.ts';

test('a list of packages that could not be made is told, and why; one that is there is not', async () => {
  const told: string[] = [];
  const tell = (line: string) => void told.push(line);
  const failed = { type: 'failed', code: 'refused', message: 'Nix cannot list the packages.' } as const;
  tellOfPackages({ renewing: Promise.resolve(failed) }, tell);
  tellOfPackages({ renewing: Promise.resolve({ type: 'current' }) }, tell);
  tellOfPackages({}, tell);
  await setImmediate();
  expect(told).toEqual([
    'the list of packages could not be made: Nix cannot list the packages. I go on with the one from before.',
  ]);
});
