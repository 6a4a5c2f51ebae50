import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { noteFiles } from '#helper/note.ts';
import { unfinishedProfile } from '#helper/switch-profile.ts';
import { miniSystem } from '../nix/mini-system.ts';
import { helperOn } from './helper-process.ts';
import { settledStatus } from './wholeness.ts';

test('what a killed helper had started does not go on, and what it was writing is cleared', async () => {
  await using mini = await miniSystem({ inputs: 'flake' });
  await using helper = await helperOn(mini);
  const { state } = helper.settings;
  const lock = join(mini.places.configuration, 'flake.lock');
  const before = readFileSync(lock);
  const pidFile = join(mini.root, 'slow-nix.pid');
  // Leaves half a lock behind, as Nix itself may.
  const slow = `#!/bin/sh\nprintf '{"nodes":' > ${lock}\necho $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}\nsleep 3\necho late > ${lock}\n`;
  writeFileSync(join(mini.root, 'bin/nix'), slow, { mode: 0o755 });

  helper.begin({ verb: 'update-inputs' });
  for (const late = Date.now() + 10_000; !existsSync(pidFile) && Date.now() < late; ) await sleep(5);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await helper.kill();
  expect(runs(pid)).toBe(true);
  writeFileSync(join(state, 'last-build.json.new'), '{"top');
  writeFileSync(noteFiles(state).result, '{"id":"of a note that is gone","exitCode":0}');
  writeFileSync(join(mini.places.configuration, 'ask-nix.json.new'), '{"vers');
  symlinkSync('system-1-link', unfinishedProfile(helper.settings));
  symlinkSync(`${pid + 1} 1 none`, join(mini.places.configuration, 'ask-nix.json.lock'));

  await helper.start();
  await settledStatus(helper);
  expect(runs(pid)).toBe(false);
  expect(readFileSync(lock)).toEqual(before);
  const gone = [
    join(state, 'inputs.json'),
    join(state, 'last-build.json.new'),
    noteFiles(state).result,
    join(state, 'lock'),
    unfinishedProfile(helper.settings),
  ];
  expect(gone.filter((file) => existsSync(file))).toEqual([]);
  expect(existsSync(join(mini.places.configuration, 'ask-nix.json.new'))).toBe(false);
});

/** One that nobody has buried yet does not. */
function runs(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}
