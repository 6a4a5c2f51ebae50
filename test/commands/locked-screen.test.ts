import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standInLogind } from '../nix/services/stand-in-logind.ts';
import { Account } from './run-cli.ts';

test('the whole program only looks while logind says that the screen is locked', async () => {
  const logins = { c2: { Class: 'user', LockedHint: true } };
  await using logind = await standInLogind({ logins });
  using account = new Account({ XDG_SESSION_ID: 'c2' });
  const settings = join(account.home, 'config', 'ask-nix');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'config.yaml'), `nix:\n  places:\n    run: ${logind.run}\n`);

  const refused = await account.run(['install', 'firefox']);
  expect(refused.lines).toEqual([
    'The screen is locked, so I only look. Unlock it and say it again. Nothing was changed.',
  ]);
  expect(refused.exit).toBe(1);
  expect((await account.run(['list', 'generations'])).exit).toBe(0);
  const { checks } = JSON.parse((await account.run(['doctor', '--json'])).out);
  expect(checks.find(({ check }: { check: string }) => check === 'screen')).toEqual({
    check: 'screen',
    status: 'ok',
    message: 'The screen of login session c2 is locked, so I only look.',
  });

  logins.c2.LockedHint = false;
  expect((await account.run(['install', 'firefox'])).exit).toBe(3);
});
