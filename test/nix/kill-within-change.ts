import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { startProgram } from '#base/run-program.ts';
import { Attribute } from '#nix/attribute.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, type PracticeFixture } from './practice-fixture.ts';

const remove = (attribute: string): Request => ({
  intent: 'remove_package',
  package: Attribute.parse(attribute),
});

/** Kills a program that makes one change after the other, `afterMs` after it began, and expects all to be whole. */
export async function killWithinChange(fixture: PracticeFixture, afterMs: number): Promise<void> {
  const program = new URL('../programs/practice-change.ts', import.meta.url).pathname;
  await using child = startProgram([process.execPath, program, fixture.directory], never);
  for await (const _ of child.stdout) break;
  await systemClock.sleep(afterMs, never);
  process.kill(child.pid ?? 0, 'SIGKILL');
  await child.ended;

  const nix = await fixture.again();
  const doing = async (request: Request) => answerOf(nix, await planOf(nix, request));
  const { installed, current, generations } = await nix.facts(never);
  const config = JSON.parse(await readFile(join(fixture.directory, 'etc/nixos/ask-nix.json'), 'utf8'));
  expect([...config.packages].sort()).toEqual([...installed].sort());
  expect(generations.some(({ number }) => number === current)).toBe(true);
  expect(await readdir(join(fixture.directory, 'var/lib/ask-nix'))).not.toContain('pending.json');
  expect(await doing({ intent: 'verify_store' })).toMatchObject({ damaged: [] });
  expect(await doing({ intent: 'health_check' })).toMatchObject({ findings: [] });
  const isThere = installed.includes('hello');
  const change = isThere ? remove('hello') : install('hello');
  expect(await doing(change)).toMatchObject({ type: 'done' });
  expect(await doing({ intent: 'edit_undo' })).toMatchObject({ type: 'done' });
}
