import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../../src/doctor/finding.ts';
import { Account } from './run-cli.ts';

interface Report {
  status: string;
  checks: { check: string; status: string; message: string; remedy?: string }[];
}

async function examined(account: Account): Promise<{ exit: number | null; report: Report }> {
  const { exit, out } = await account.run(['doctor', '--json']);
  return { exit, report: JSON.parse(out) };
}

test('doctor looks at everything; what is not ok has a remedy, and the exit code tells', async () => {
  using account = new Account();
  const { exit, report } = await examined(account);
  expect(report.checks.map(({ check }) => check)).toEqual([...CHECKS]);
  expect(report.checks.filter(({ status, remedy }) => status !== 'ok' && !remedy)).toEqual([]);
  expect(exit).toBe(report.status === 'failed' ? 1 : 0);
  const named = Object.fromEntries(report.checks.map((found) => [found.check, found]));
  expect(named.system?.message).toContain('practice system');
  expect(named.model?.status).toBe('degraded');
});

test('wrong settings are found with their place, and the rest is looked at all the same', async () => {
  using account = new Account();
  mkdirSync(join(account.home, 'config', 'ask-nix'), { recursive: true });
  writeFileSync(join(account.home, 'config', 'ask-nix', 'config.yaml'), 'voice:\n  ratte: 200\n');
  const { exit, report } = await examined(account);
  const settings = report.checks.find(({ check }) => check === 'settings');
  expect(exit).toBe(1);
  expect(settings?.status).toBe('failed');
  expect(settings?.message).toMatch(/config\.yaml:2/);
  expect(report.checks).toHaveLength(CHECKS.length);
});

test('a person gets a line for each thing and a conclusion', async () => {
  using account = new Account();
  const { lines } = await account.run(['doctor']);
  expect(lines.filter((line) => /^(ok|degraded|failed) +\w+: /.test(line))).toHaveLength(CHECKS.length);
  expect(lines.at(-1)).toMatch(/^(All is well|It works, and could work better|Something does not work)\.$/);
});
