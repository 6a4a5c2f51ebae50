import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { allowance } from '#helper/allowance.ts';
import { type AuditEntry, fileAudit } from '#helper/audit.ts';
import { attend, type ClientSocket } from '#helper/connection.ts';
import { faults } from '#helper/faults.ts';
import { refused } from '#helper/final.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import { HelperSettings } from '#helper/settings.ts';

const LIMITS = { callMs: 1_000, farewellMs: 0 };

describe('what somebody may do so often', () => {
  test('comes back with time, and is each one’s own', () => {
    let now = 0;
    const allowed = allowance({ most: 2, everyMs: 10 }, () => now);
    const takes = (who: string) => [1, 2, 3].map(() => allowed.take(who));
    expect(takes('a')).toEqual([true, true, false]);
    expect(takes('b')).toEqual([true, true, false]);
    expect(allowed.isWhole).toBe(false);
    now = 20;
    expect(allowed.isWhole).toBe(true);
    expect(takes('b')).toEqual([true, true, false]);
    now = 30;
    expect(takes('b')).toEqual([true, false, false]);
    now = -1_000_000;
    expect(takes('b')).toEqual([false, false, false]);
    now += 10;
    expect(takes('b')).toEqual([true, false, false]);
  });
});

describe('the logs', () => {
  let folder: string;
  let now: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ask-nix-audit-'));
    now = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const linesOf = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const entry = (event: AuditEntry['event'], more: Partial<AuditEntry> = {}): AuditEntry => ({
    ...{ event, call: 1, verb: 'build', uid: 1000 },
    ...more,
  });

  test('who asks more often than anybody needs is counted instead', () => {
    const audit = fileAudit(folder, () => now);
    for (let count = 0; count < 500; count++) audit.write(entry('refused'));
    for (let count = 0; count < 70; count++) audit.write(entry('began'));
    audit.write(entry('answered', { uid: 1001 }));
    now = 3_600_000;
    audit.write(entry('answered'));
    const asked = linesOf('helper-asked.jsonl');
    expect(asked).toHaveLength(62);
    expect(asked.slice(-2)).toMatchObject([{ uid: 1001 }, { uid: 1000, leftOut: 440 }]);
    expect(linesOf('helper.jsonl')).toHaveLength(70);
  });

  test('are bounded, and what was asked drives out nothing of what was carried out', () => {
    const audit = fileAudit(folder, () => now);
    const fill = (name: string, bytes: number) => truncateSync(join(folder, name), bytes);
    audit.write(entry('ended', { call: 7 }));
    for (let count = 0; count < 12; count++) {
      audit.write(entry('refused'));
      fill('helper-asked.jsonl', 1_000_001);
    }
    expect(linesOf('helper.jsonl')).toMatchObject([{ call: 7 }]);
    for (let count = 0; count < 12; count++) {
      audit.write(entry('ended'));
      fill('helper.jsonl', 8_000_001);
    }
    expect(readdirSync(folder).sort()).toEqual([
      ...['helper-asked.jsonl', 'helper-asked.jsonl.1'],
      ...['helper.jsonl', 'helper.jsonl.1', 'helper.jsonl.2', 'helper.jsonl.3', 'helper.jsonl.4'],
    ]);
    const bytes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(50_000_000);
  });
});

describe('a bug of ours', () => {
  const written: AuditEntry[] = [];
  const heard: unknown[] = [];
  const audit = { write: (entry: AuditEntry) => void written.push(entry) };
  const bug = new TypeError('ours');

  beforeEach(() => {
    written.length = 0;
    heard.length = 0;
  });

  const told = () =>
    faults({ clock: new VirtualClock(0), audit, onFault: (error) => void heard.push(error) });

  /** A client that calls, and one whose bytes cannot be written. */
  function socket({ write = () => {}, gone = false } = {}): ClientSocket & { isDestroyed: boolean } {
    return {
      ...{ uid: async () => 1000, writableLength: 0, isDestroyed: false, write },
      end() {},
      keep() {},
      destroy() {
        this.isDestroyed = true;
      },
      onData: (take) => void (gone || setImmediate(() => take(Buffer.from('x\n')))),
      onClose: (close) => void (gone && setImmediate(close)),
    };
  }

  test('in a connection ends it, and is written down and heard of', async () => {
    const { failed } = told();
    const client = socket();
    const desk = {
      failed,
      refuse() {
        throw bug;
      },
      call: () => {
        throw bug;
      },
    };
    await attend(client, desk, LIMITS);
    expect(client.isDestroyed).toBe(true);
    expect(heard).toEqual([bug]);
    expect(written).toMatchObject([{ event: 'fault', outcome: expect.stringContaining('TypeError: ours') }]);
  });

  test('is told apart from a client that is gone, and from a world that refuses', async () => {
    const { failed } = told();
    const desk = { failed, refuse: () => refused('failed', ''), call: async function* () {} };
    await attend(socket({ gone: true }), desk, LIMITS);
    expect(failed(new NixError('no-daemon', 'Nobody answers.'))).toMatchObject({
      message: 'Nobody answers.',
    });
    expect(failed(Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' }))).toMatchObject({
      output: 'What the helper keeps cannot be written (ENOSPC).',
    });
    expect([heard, written]).toEqual([[], []]);
  });

  test('is thrown in a process of root, as there is nobody else to tell', async () => {
    const settings = {
      ...HelperSettings.parse({}),
      state: 5 as never,
      log: mkdtempSync(join(tmpdir(), 'ask-nix-audit-')),
    };
    const { call } = rootPrivileged(settings, '/', systemClock);
    const told = Array.fromAsync(call({ verb: 'build' }, new AbortController().signal));
    await expect(told).rejects.toThrow(TypeError);
  });

  test('that repeats itself does not fill the log', () => {
    const { failed } = told();
    for (let count = 0; count < 1_000; count++) expect(failed(bug)).toMatchObject({ code: 'failed' });
    expect([heard.length, written.length]).toEqual([20, 20]);
  });
});
