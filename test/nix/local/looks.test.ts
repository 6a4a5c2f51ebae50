import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProgramName, ServiceName } from '#nix/names.ts';
import { writePrograms } from '../../mini-nixos/release.ts';
import { type LocalFixture, local } from './local-fixture.ts';
import { answerTo } from './outcomes.ts';

const nginx = ServiceName.parse('nginx');

describe('a real system that is looked at', () => {
  let fixture: LocalFixture;

  beforeAll(async () => {
    fixture = await local();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it('tells who brings a command, by what the channel knows besides the catalogue', async () => {
    const { mini, nix } = fixture;
    const file = join(mini.root, 'nixpkgs/programs.sqlite');
    writePrograms(file);
    {
      using database = new DatabaseSync(file);
      database.exec("insert into Programs values ('frob', 'x86_64-linux', 'frobnicator')");
      database.exec("insert into Programs values ('frob', 'aarch64-linux', 'not-for-us')");
    }
    const asked = (program: string) => ({
      intent: 'which_provides' as const,
      program: ProgramName.parse(program),
    });
    expect(await answerTo(nix, asked('frob'))).toMatchObject({
      ...{ type: 'provides', program: 'frob', packages: [{ attribute: 'frobnicator' }] },
    });
    expect(await answerTo(nix, asked('rg'))).toMatchObject({ packages: [{ attribute: 'ripgrep' }] });
    expect(await answerTo(nix, asked('no-such-program'))).toMatchObject({ packages: [] });
    writeFileSync(file, 'no database');
    expect(await answerTo(nix, asked('rg'))).toMatchObject({ packages: [{ attribute: 'ripgrep' }] });
  });

  it('tells what runs, since when, and what it wrote, newest first', async () => {
    const { nix } = fixture;
    expect(await answerTo(nix, { intent: 'service_status', service: nginx })).toEqual({
      ...{ type: 'service', service: 'nginx', state: 'running', enabled: true, since: expect.any(Number) },
    });
    expect(
      await answerTo(nix, { intent: 'service_status', service: ServiceName.parse('cups') }),
    ).toMatchObject({
      ...{ state: 'stopped', enabled: false },
    });
    const log = await answerTo(nix, { intent: 'service_logs', service: nginx });
    const at = log.type === 'service-log' ? log.lines.map((line) => line.at) : [];
    expect(at.length).toBeGreaterThan(0);
    expect(at).toEqual(at.toSorted((one, other) => other - one));
  });

  it('tells what is not well: a managed file that is not applied', async () => {
    const { mini, nix } = fixture;
    const findings = async () => {
      const answer = await answerTo(nix, { intent: 'health_check' });
      return answer.type === 'health' ? answer.findings.map(({ what }) => what) : [];
    };
    expect(await findings()).not.toContain('not-applied');
    mini.configure({ packages: ['hello', 'tree'] });
    expect(await findings()).toContain('not-applied');
    mini.configure({ packages: ['hello', 'vim', 'firefox'], options: { 'services.nginx.enable': true } });
    expect(await findings()).not.toContain('not-applied');
  });
});
