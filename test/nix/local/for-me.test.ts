import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import { Attribute } from '#nix/attribute.ts';
import { readManaged } from '#nix/configuration/managed-file.ts';
import { userProfile } from '#nix/configuration/user-profile.ts';
import { managedText } from '#nix/managed-config.ts';
import type { Nix } from '#nix/nix.ts';
import { systemProfile } from '#nix/places.ts';
import type { Plan } from '#nix/plan.ts';
import { readOwnProfile } from '#nix/profiles/own-profile.ts';
import type { Request } from '#nix/request.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';

const never = new AbortController().signal;
const UNDO: Request = { intent: 'edit_undo' };
let fixture: LocalFixture;
/** Nobody who may change the system. */
let nix: Nix;

beforeAll(async () => {
  fixture = await local({ past: [{ daysAgo: 3, managed: { packages: ['git'] } }] });
  nix = await fixture.unprivileged();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const forMe = (intent: 'install_package' | 'remove_package', attribute: string): Request => ({
  intent,
  package: Attribute.parse(attribute),
  scope: 'user',
});
const installForMe = (attribute: string) => forMe('install_package', attribute);
const removeForMe = (attribute: string) => forMe('remove_package', attribute);

async function planned(...requests: Request[]): Promise<Plan> {
  const found = await nix.plan(requests, never);
  if (found.type === 'answer') throw new Error(JSON.stringify(found.answer));
  return found.plan;
}

async function answerOf(...requests: Request[]): Promise<Answer | undefined> {
  const found = await nix.plan(requests, never);
  return found.type === 'answer' ? found.answer : undefined;
}

async function carriedOut(...requests: Request[]): Promise<Answer> {
  const news = await Array.fromAsync(nix.run(await planned(...requests), never));
  return news.at(-1) as Answer;
}

function own(): string[] {
  const { environment, places } = fixture.mini;
  return readOwnProfile(environment, places).packages.map(({ attribute }) => attribute);
}

function systemNow(): string[] {
  const { places } = fixture.mini;
  return [
    readlinkSync(systemProfile(places)),
    readFileSync(join(places.configuration, 'ask-nix.json'), 'utf8'),
  ];
}

test('a package comes to the own profile and goes again, without root and without the system', async () => {
  const before = systemNow();
  const plan = await planned(installForMe('ripgrep'));
  expect(plan).toMatchObject({ risk: 'change', effects: { adds: ['ripgrep'], removes: [], undoable: true } });
  expect(plan.effects).not.toHaveProperty('to');
  expect(plan.effects.builds).toBe(1);
  expect(await carriedOut(installForMe('ripgrep'))).toEqual({ type: 'done', requests: plan.requests });
  expect(own()).toEqual(['ripgrep']);
  expect((await nix.facts(never)).installed).toContain('ripgrep');
  const [listed] = await Array.fromAsync(nix.run(await planned({ intent: 'list_installed' }), never));
  const packages = listed?.type === 'installed' ? listed.packages : [];
  expect(packages.filter(({ forYou }) => forYou).map(({ attribute }) => attribute)).toEqual(['ripgrep']);
  expect(packages.map(({ attribute }) => attribute)).toContain('git');

  expect(await answerOf(installForMe('ripgrep'))).toMatchObject({ why: 'already-installed' });
  expect(await answerOf(installForMe('git'))).toMatchObject({ why: 'already-installed' });
  expect(await answerOf(removeForMe('git'))).toMatchObject({ why: 'only-for-everybody' });
  expect(await answerOf(removeForMe('vim'))).toMatchObject({ why: 'not-installed' });
  expect(await answerOf({ intent: 'remove_package', package: Attribute.parse('ripgrep') })).toMatchObject({
    why: 'only-for-you',
  });

  expect(await carriedOut(removeForMe('ripgrep'))).toMatchObject({ type: 'done' });
  expect(own()).toEqual([]);
  expect((await planned(UNDO)).effects).toMatchObject({ adds: ['ripgrep'] });
  expect(await carriedOut(UNDO)).toMatchObject({ type: 'done' });
  expect(own()).toEqual(['ripgrep']);
  expect(await carriedOut(UNDO)).toMatchObject({ type: 'done' });
  expect(own()).toEqual([]);
  expect(await answerOf(UNDO)).toMatchObject({ why: 'nothing-to-undo' });
  expect(systemNow()).toEqual(before);
});

test('several are one change: when one does not come, none does', async () => {
  expect(await carriedOut(installForMe('jq'), installForMe('failing'))).toMatchObject({
    type: 'failed',
    code: 'build-failed',
    restored: true,
  });
  expect(own()).toEqual([]);
  expect(await answerOf(UNDO)).toMatchObject({ why: 'nothing-to-undo' });
  expect(await carriedOut(installForMe('jq'), installForMe('vim'))).toMatchObject({ type: 'done' });
  expect(own()).toEqual(['jq', 'vim']);
  expect(await carriedOut(UNDO)).toMatchObject({ type: 'done' });
  expect(own()).toEqual([]);
});

test('what is broken off is put back', async () => {
  const stop = new AbortController();
  const news: unknown[] = [];
  for await (const one of nix.run(await planned(installForMe('jq'), installForMe('slower')), stop.signal)) {
    news.push(one);
    if (one.type === 'progress' && own().includes('jq')) stop.abort();
  }
  expect(news.at(-1)).toEqual({ type: 'cancelled', restored: true });
  expect(own()).toEqual([]);
});

test.each([
  ['unfree', 'unfree'],
  ['broken', 'broken'],
] as const)('%s: Nix refuses it when it is planned', async (attribute, code) => {
  expect(await answerOf(installForMe(attribute))).toMatchObject({ type: 'failed', code, restored: true });
});

test('what is for one person and what is for everybody are two changes', async () => {
  expect(await answerOf(installForMe('jq'), install('vim'))).toMatchObject({ code: 'not-together' });
  expect(await answerOf(installForMe('jq'), removeForMe('jq'))).toMatchObject({ code: 'contradiction' });
});

test('a change whose process was killed is kept when all of it was made, else put back', async () => {
  const { mini } = fixture;
  const pending = join(mini.root, 'home/.local/state/ask-nix/local/pending.json');
  const leavePending = async (...requests: Request[]) => {
    let text = '';
    for await (const news of nix.run(await planned(...requests), never))
      if (news.type === 'progress') text = readFileSync(pending, 'utf8');
    writeFileSync(pending, text);
  };
  await leavePending(installForMe('jq'));
  expect((await fixture.unprivileged()).repairs?.[0]).toMatch(/after it was made/);
  expect((await planned(UNDO)).effects.removes).toEqual(['jq']);
  await leavePending(installForMe('ripgrep'), installForMe('vim'));
  await userProfile(mini.places, mini.environment).remove(Attribute.parse('vim'), never);
  expect((await fixture.unprivileged()).repairs?.[0]).toMatch(/put back/);
  expect(own()).toEqual(['jq']);
});

test('what only root can put back is not forgotten over a change just for somebody', async () => {
  const { mini } = fixture;
  const managed = join(mini.places.configuration, 'ask-nix.json');
  const present = readManaged(mini.places);
  if (present.type !== 'managed') throw new Error('damaged');
  const before = readFileSync(managed, 'utf8');
  const after = { ...present.config, packages: [...present.config.packages, Attribute.parse('vim')] };
  writeFileSync(managed, managedText(after));
  const { current } = await nix.facts(never);
  const pending = join(mini.root, 'home/.local/state/ask-nix/local/pending.json');
  const begun = JSON.stringify({
    ...{ requests: [install('vim')], from: current, to: current + 1, isMade: false },
    managed: { before: present.config, beforeHash: present.hash, after },
    undo: { before: [], after: [] },
  });
  writeFileSync(pending, begun);
  expect(await carriedOut(installForMe('hello'))).toEqual({
    ...{ type: 'failed', code: 'not-permitted', restored: true },
  });
  expect(readFileSync(pending, 'utf8')).toBe(begun);
  expect((await fixture.again()).repairs?.[0]).toMatch(/put back/);
  expect(readFileSync(managed, 'utf8')).toBe(before);
});

test('a profile that is of another tool, or leads nowhere, is left', async () => {
  const { mini } = fixture;
  const link = join(mini.root, 'home/.nix-profile');
  rmSync(link, { force: true });
  const other = join(mini.root, 'other/profile');
  mkdirSync(join(mini.root, 'other'));
  symlinkSync(other, link);
  await mini.run('nix-env', '-p', other, '-f', '<nixpkgs>', '-iA', 'vim');
  expect(await answerOf(installForMe('jq'))).toMatchObject({ code: 'wrong-profile', restored: true });
  rmSync(other);
  symlinkSync('profile-9-link', other);
  expect(await answerOf(installForMe('jq'))).toMatchObject({ code: 'broken-state', restored: true });
  expect(await planned({ intent: 'list_installed' })).toMatchObject({ risk: 'look' });
});
