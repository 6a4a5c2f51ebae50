import { chmodSync, readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServiceName } from '#nix/names.ts';
import { miniSystem } from '../nix/mini-system.ts';
import { helperOn } from './helper-process.ts';

test('services are started, stopped and restarted; what the machine hangs on is not', async () => {
  await using mini = await miniSystem();
  await using helper = await helperOn(mini);
  const act = (action: 'start' | 'stop' | 'restart', service: string) =>
    helper.call({ verb: 'service', action, service: ServiceName.parse(service) });
  const systemctl = join(mini.root, 'bin/systemctl');
  const state = async () => (await mini.run(systemctl, 'is-active', 'nginx')).stdout.trim();

  expect(await act('stop', 'nginx')).toEqual({ type: 'result', result: { type: 'service' } });
  expect(await state()).toBe('inactive');
  expect(await act('start', 'nginx')).toMatchObject({ type: 'result' });
  expect(await state()).toBe('active');
  expect(await act('restart', 'nginx')).toMatchObject({ type: 'result' });
  expect(await act('stop', 'dbus')).toMatchObject({ type: 'refused', code: 'not-allowed' });
  expect(await act('start', 'no-such-unit')).toMatchObject({ type: 'refused', code: 'failed' });
});

test('what systemctl began and what is gone a moment later is not done', async () => {
  await using mini = await miniSystem();
  await using helper = await helperOn(mini);
  const act = (action: 'start' | 'stop' | 'restart', service: string) =>
    helper.call({ verb: 'service', action, service: ServiceName.parse(service) });
  const real = join(mini.root, 'bin/systemctl');
  // Beside it, as it finds its root by where it is.
  renameSync(real, `${real}-real`);
  const units = join(mini.root, 'run/units');
  writeFileSync(
    real,
    `#!/bin/sh
${real}-real "$@"; code=$?
[ "$1" = start ] && echo "failed failed 1" > ${units}/nginx
[ "$1" = stop ] && echo "active running 1" > ${units}/nginx
exit $code
`,
    { mode: 0o755 },
  );
  const refused = { type: 'refused', code: 'failed' };
  expect(await act('stop', 'nginx')).toMatchObject(refused);
  expect(await act('start', 'nginx')).toMatchObject(refused);
});

test('damaged paths are found, and repaired', async () => {
  await using mini = await miniSystem();
  await using helper = await helperOn(mini);
  expect(await helper.call({ verb: 'verify', repair: false })).toEqual({
    type: 'result',
    result: { type: 'verified', damaged: [], repaired: [] },
  });
  const file = readlinkSync(join(mini.places.run, 'current-system/sw/bin/vim'));
  const damaged = file
    .split('/')
    .slice(0, mini.places.store.split('/').length + 1)
    .join('/');
  const whole = readFileSync(file);
  chmodSync(file, 0o755);
  writeFileSync(file, 'broken');
  expect(await helper.call({ verb: 'verify', repair: false })).toMatchObject({
    result: { damaged: [damaged], repaired: [] },
  });
  expect(await helper.call({ verb: 'verify', repair: true })).toMatchObject({
    result: { damaged: [damaged], repaired: [damaged] },
  });
  expect(readFileSync(file)).toEqual(whole);
});
