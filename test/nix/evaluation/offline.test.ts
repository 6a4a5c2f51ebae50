import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Evaluator, evaluator } from '#nix/evaluation/evaluator.ts';
import { flakeConfiguration } from '../flake-configuration.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
let mini: MiniSystem;
let nix: Evaluator;
let server: Server;
let asked: string[] = [];

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
  nix = evaluator(mini.places, mini.environment);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{ }');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  server.close();
  await mini[Symbol.asyncDispose]();
});

const url = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;

async function folderWith(name: string, expression: string): Promise<string> {
  const folder = join(mini.root, name);
  await mini.run('cp', '-r', mini.places.configuration, folder);
  writeFileSync(
    join(folder, 'configuration.nix'),
    `{ pkgs, ... }: { imports = [ ./hardware-configuration.nix (${expression}) ]; networking.hostName = "mini"; }`,
  );
  return folder;
}

describe('offline', () => {
  it.each([
    ['a file', () => `import (builtins.fetchurl "${url('a.nix')}")`],
    ['an archive', () => `import (builtins.fetchTarball "${url('b.tar.gz')}")`],
    ['a repository', () => `import (builtins.fetchGit { url = "${url('c.git')}"; ref = "main"; })`],
  ])('%s of elsewhere is not asked for', async (name, expression) => {
    const folder = await folderWith(name.replaceAll(' ', '-'), expression());
    const done = await nix.evaluate({ folder, host: 'mini', offline: true }, never);
    expect(asked).toEqual([]);
    expect(done).toMatchObject({ type: 'failed', needsMore: true });
  });

  it('an input of a flake is not fetched', async () => {
    const folder = await flakeConfiguration(mini, 'flake');
    const text = `{
      inputs.other = { url = "${url('d.tar.gz')}"; flake = false; };
      outputs = { other, ... }: { nixosConfigurations.mini.config.system.build.toplevel = import other; };
    }`;
    writeFileSync(join(folder, 'flake.nix'), text);
    const done = await nix.evaluate({ folder, host: 'mini', offline: true }, never);
    expect(asked).toEqual([]);
    expect(done).toMatchObject({ type: 'failed', needsMore: true });
  });

  const builtTo = (name: string) =>
    `import (derivation { name = "${name}"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo '{ }' > $out" ]; })`;

  it('no other machine is asked to build what is to be read', async () => {
    const called = join(mini.root, 'ssh-was-called');
    const ssh = join(mini.root, 'bin/ssh');
    writeFileSync(ssh, `#!/bin/sh\ntouch ${called}\nexit 1\n`, { mode: 0o755 });
    const NIX_CONFIG = `${mini.environment.NIX_CONFIG ?? ''}\nbuilders = ssh://elsewhere x86_64-linux`;
    const withBuilders = evaluator(mini.places, { ...mini.environment, NIX_CONFIG });
    const folder = await folderWith('elsewhere', builtTo('made-elsewhere'));
    const done = await withBuilders.evaluate({ folder, host: 'mini', offline: true }, never);
    rmSync(ssh);
    expect(existsSync(called)).toBe(false);
    expect(done).toMatchObject({ type: 'failed', needsMore: true });
  });

  it('nothing is built to be read', async () => {
    const folder = await folderWith('made', builtTo('made'));
    const evaluation = { folder, host: 'mini' };
    expect(await nix.evaluate({ ...evaluation, offline: true }, never)).toMatchObject({
      type: 'failed',
      needsMore: true,
    });
    expect(await nix.evaluate(evaluation, never)).toMatchObject({ type: 'evaluated' });
    expect(await nix.evaluate({ ...evaluation, offline: true }, never)).toMatchObject({ type: 'evaluated' });
  });

  const withTtl = (seconds: number) => {
    const NIX_CONFIG = `${mini.environment.NIX_CONFIG ?? ''}\ntarball-ttl = ${seconds}`;
    return evaluator(mini.places, { ...mini.environment, NIX_CONFIG });
  };

  it.each([
    ['not long ago is there', 3600, { type: 'evaluated' }],
    ['too long ago is not what it will be', 0, { type: 'failed', needsMore: true }],
  ])('what was fetched %s', async (_, ttl, outcome) => {
    const folder = await folderWith(`known-${ttl}`, `import (builtins.fetchurl "${url(`${ttl}.nix`)}")`);
    expect(await nix.evaluate({ folder, host: 'mini' }, never)).toMatchObject({ type: 'evaluated' });
    expect(await withTtl(ttl).evaluate({ folder, host: 'mini', offline: true }, never)).toMatchObject(
      outcome,
    );
    expect(asked).toEqual([`/${ttl}.nix`]);
  });

  it('a mistake is a mistake', async () => {
    const folder = await folderWith('mistaken', `{ services.openssh.enable = nothing; }`);
    const done = await nix.evaluate({ folder, host: 'mini', offline: true }, never);
    expect(done).toMatchObject({ type: 'failed' });
    expect(done).not.toHaveProperty('needsMore');
  });
});
