import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import { eventsOf, planOf } from '../contracts/nix.ts';
import { SECOND } from '../mini-nixos/release.ts';
import { install, type LocalFixture, local } from '../nix/local/local-fixture.ts';
import { answerTo, stateOf, UNDO } from '../nix/local/outcomes.ts';

const UPDATE = { intent: 'update_system' } as const;
const CHECK = { intent: 'check_updates' } as const;
const upgrades = [
  { attribute: 'firefox', from: '144.0', to: '145.0' },
  { attribute: 'vim', from: expect.any(String), to: '9.1.1900' },
];

describe.each(['channel', 'flake'] as const)('an update by a %s', (inputs) => {
  let fixture: LocalFixture;
  beforeAll(async () => {
    fixture = await local({ inputs });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  async function whole() {
    const { mini } = fixture;
    const told =
      inputs === 'channel'
        ? readlinkSync(join(mini.places.state, 'profiles/per-user/root/channels'))
        : readFileSync(join(mini.places.configuration, 'flake.lock'), 'utf8');
    return { ...(await stateOf(fixture)), inputs: told };
  }

  if (inputs === 'channel')
    it('that is not to be had says so, and is not taken for none', async () => {
      const { nix, mini } = fixture;
      const file = join(mini.root, 'home/.nix-channels');
      const channels = readFileSync(file, 'utf8');
      writeFileSync(file, `file://${mini.root}/nowhere nixos\n`);
      const before = await whole();
      for (const request of [CHECK, UPDATE])
        expect(await answerTo(nix, request)).toEqual({ type: 'failed', code: 'no-network', restored: true });
      expect(await whole()).toEqual(before);
      writeFileSync(file, channels);
    });

  it('that cannot be built leaves the inputs as they were', async () => {
    const { nix, mini } = fixture;
    expect(await answerTo(nix, CHECK)).toMatchObject({ type: 'updates', upgrades: [] });
    expect(await answerTo(nix, UPDATE)).toEqual({ type: 'nothing-to-do', why: 'up-to-date' });
    await mini.publish(SECOND);
    const before = await whole();
    expect(await answerTo(nix, UPDATE, install('failing'))).toMatchObject({
      code: 'build-failed',
      restored: true,
    });
    expect(await whole()).toEqual(before);
  });

  it('is looked at, made and undone as a whole: inputs, managed file and generation', async () => {
    const { nix } = fixture;
    const before = await whole();
    expect(await answerTo(nix, CHECK)).toEqual({ type: 'updates', upgrades, downloadBytes: 0 });
    const plan = await planOf(nix, UPDATE, install('jq'));
    expect(plan).toMatchObject({
      risk: 'risky',
      effects: { upgrades, adds: ['jq'], goesOnline: true, undoable: true },
    });
    expect(await whole()).toEqual(before);

    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done', generation: 4, previous: 3 });
    expect((await whole()).inputs).not.toBe(before.inputs);
    expect(versionsOf(await answerTo(nix, { intent: 'list_installed' }))).toMatchObject({
      firefox: '145.0',
      vim: '9.1.1900',
    });
    expect(await answerTo(nix, UPDATE)).toEqual({ type: 'nothing-to-do', why: 'up-to-date' });

    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 3 });
    const { managed, current, inputs: told } = await whole();
    expect({ managed, current, told }).toEqual({
      ...{ managed: before.managed, current: before.current, told: before.inputs },
    });
  });

  it('that was gone back from is told when it comes with the next change', async () => {
    const { nix } = fixture;
    expect(await answerTo(nix, UPDATE)).toMatchObject({ type: 'done', previous: 3 });
    const back = { intent: 'rollback', target: { kind: 'number', number: 3 } } as const;
    expect(await answerTo(nix, back)).toMatchObject({ type: 'done', generation: 3 });
    expect((await planOf(nix, install('tree'))).effects).toMatchObject({ adds: ['tree'], upgrades });
  });
});

function versionsOf(answer: Answer): Record<string, string> {
  if (answer.type !== 'installed') throw new Error(JSON.stringify(answer));
  return Object.fromEntries(answer.packages.map(({ attribute, version }) => [attribute, version]));
}
