import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readManaged } from '#nix/configuration/managed-file.ts';
import { miniSystem } from '../nix/mini-system.ts';
import { helperOn } from './helper-process.ts';

it('leaves what its programs write readable by those who only look', async () => {
  await using mini = await miniSystem({ inputs: 'flake' });
  await using helper = await helperOn(mini);
  const { configuration, boot } = mini.places;
  execFileSync('git', ['-C', configuration, 'rm', '-q', '--cached', 'ask-nix.json']);
  const managed = readManaged(mini.places);
  if (managed.type === 'damaged') throw new Error(managed.file);
  const set = { verb: 'set-managed', content: managed.config, expected: managed.hash } as const;
  expect(await helper.call(set)).toMatchObject({ result: { type: 'managed' } });
  expect(
    await helper.call({ verb: 'activate-generation', activation: 'switch', generation: 1 }),
  ).toMatchObject({ type: 'result' });
  for (const file of [join(configuration, '.git/index'), join(boot, 'loader/loader.conf')])
    expect(statSync(file).mode & 0o777, file).toBe(0o644);
});
