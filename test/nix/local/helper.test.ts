import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helperClient } from '#nix/privileged/helper-client.ts';
import { answerOf, never, planOf } from '../../contracts/nix.ts';
import { type HelperProcess, helperOn, MEMBER } from '../../helper/helper-process.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';
import { answerTo, managedText, service, stateOf, UNDO } from './outcomes.ts';

const PROGRAM = join(import.meta.dirname, '../../../bin/ask-nix');

describe('a real system in the hands of somebody who is not root', () => {
  let fixture: LocalFixture;

  beforeAll(async () => {
    fixture = await local();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** Runs the whole program as a user without rights, who has a home of their own. */
  async function asMember(...args: string[]) {
    const { root, places, environment } = fixture.mini;
    const home = join(root, 'member');
    const at = (folder: string) => join(home, folder);
    for (const folder of ['', 'config', 'config/ask-nix', 'state', 'cache', 'data', 'run']) {
      mkdirSync(at(folder), { recursive: true, mode: 0o700 });
      chownSync(at(folder), MEMBER.uid, MEMBER.gid);
    }
    const nix = {
      ...{ kind: 'local', places, host: 'mini', helper: join(root, 'run/ask-nix/helper.sock') },
      ...{ systemctl: join(root, 'bin/systemctl'), journalctl: join(root, 'bin/journalctl') },
    };
    // JSON is YAML.
    writeFileSync(at('config/ask-nix/config.yaml'), JSON.stringify({ nix }), { mode: 0o644 });
    const who = [`--reuid=${MEMBER.uid}`, `--regid=${MEMBER.gid}`, '--clear-groups'];
    const program = spawn('setpriv', [...who, process.execPath, PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        ...{ HOME: home, XDG_CONFIG_HOME: at('config'), XDG_STATE_HOME: at('state') },
        ...{ XDG_CACHE_HOME: at('cache'), XDG_DATA_HOME: at('data'), XDG_RUNTIME_DIR: at('run') },
      },
    });
    const exited = new Promise<number | null>((resolve) => program.once('exit', resolve));
    const [said, complained] = await Promise.all([text(program.stdout), text(program.stderr)]);
    return { exitCode: await exited, said: `${said}${complained}` };
  }

  describe('without a helper', () => {
    it('is looked at and planned, and not changed', async () => {
      const nix = await fixture.unprivileged();
      const before = await stateOf(fixture);
      expect(await answerTo(nix, { intent: 'list_generations' })).toMatchObject({ type: 'generations' });
      for (const request of [
        install('jq'),
        service('service_stop', 'nginx'),
        { intent: 'repair_system' } as const,
      ]) {
        const plan = await planOf(nix, request);
        expect(plan.effects.isNotPermitted).toBe(true);
        expect(await answerOf(nix, plan)).toEqual({ type: 'failed', code: 'not-permitted', restored: true });
      }
      expect(await stateOf(fixture)).toEqual(before);
      const collect = await planOf(nix, { intent: 'collect_garbage' });
      expect(await answerOf(nix, collect)).toMatchObject({ type: 'done', freedBytes: expect.any(Number) });
    });

    it('says what is missing, with exit code 3', async () => {
      const before = await stateOf(fixture);
      const { exitCode, said } = await asMember('ask', '--yes', 'install ripgrep');
      expect(said).toMatch(/helper|root/);
      expect(exitCode).toBe(3);
      expect(await stateOf(fixture)).toEqual(before);
    });

    it('has what is just for who asks: "install ripgrep just for me"', async () => {
      const before = await stateOf(fixture);
      const { exitCode, said } = await asMember('ask', '--yes', 'install ripgrep just for me');
      expect(said).toContain('Ripgrep is installed just for you.');
      expect(exitCode).toBe(0);
      expect(await stateOf(fixture)).toEqual(before);
      expect((await asMember('what is installed')).said).toContain('ripgrep just for you');
      const undone = await asMember('ask', '--yes', 'undo');
      expect(undone).toMatchObject({ exitCode: 0, said: expect.stringContaining('It removes ripgrep.') });
      expect((await asMember('what is installed')).said).not.toContain('ripgrep');
    });
  });

  describe('with the helper', () => {
    let helper: HelperProcess;
    beforeAll(async () => {
      helper = await helperOn(fixture.mini);
    });
    afterAll(() => helper[Symbol.asyncDispose]());

    it('is changed by the whole program: "install ripgrep"', async () => {
      const { exitCode, said } = await asMember('ask', '--yes', 'install ripgrep');
      expect(said).toContain('Done');
      expect(exitCode).toBe(0);
      expect(managedText(fixture.mini.places.configuration)).toContain('ripgrep');
      expect(await fixture.nix.facts(never)).toMatchObject({
        current: 4,
        installed: expect.arrayContaining(['ripgrep']),
      });
      expect(helper.audit().map(({ uid }) => uid)).toContain(MEMBER.uid);
    });

    it('is put back when the helper is gone in the middle, by whoever comes next', async () => {
      const nix = await openLocal(fixture.mini, helperClient(helper.socket));
      const before = await stateOf(fixture);
      const plan = await planOf(nix, install('slow'));
      let answer: unknown;
      for await (const event of nix.run(plan, never)) {
        answer = event;
        if (event.type === 'progress' && event.current === 'slow') await helper.kill();
      }
      expect(answer).toMatchObject({ type: 'failed', restored: false });
      await helper.start();
      const next = await openLocal(fixture.mini, helperClient(helper.socket));
      expect(next.repairs).toEqual([expect.stringContaining('put back')]);
      expect(await stateOf(fixture)).toEqual({ ...before, undo: expect.anything() });
    });

    it('is changed and brought back over the socket', async () => {
      const nix = await openLocal(fixture.mini, helperClient(helper.socket));
      expect(await answerTo(nix, install('jq'), service('service_enable', 'cups'))).toMatchObject({
        type: 'done',
      });
      expect(await answerTo(nix, service('service_stop', 'nginx'))).toMatchObject({ type: 'done' });
      expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done' });
      expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 4 });
    });
  });
});
