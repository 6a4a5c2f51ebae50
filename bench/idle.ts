import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '#base/run-program.ts';
import { startSoundServer } from '../test/microphone/sound-server.ts';
import { childrenOf } from '../test/programs/children-of.ts';
import type { Row } from './row.ts';

const ROOT = join(import.meta.dirname, '..');
const SETTLE_MS = 6_000;
const MEASURED_MS = 20_000;
/** Percent of one core, which DESIGN.md 10 asks for. */
const BUDGET = 2;
/** Ticks a second, on every Linux that Node runs on. */
const TICKS = 100;

/** What it costs to listen all the time to a silent room: ours, the recognizer's and the recorder's share of a core. */
export async function run(): Promise<Row[]> {
  await using server = await startSoundServer();
  const pactl = (...args: string[]) =>
    runProgram(
      ['env', `HOME=${server.folder}`, 'pactl', '-s', server.address, ...args],
      '',
      AbortSignal.timeout(5_000),
    );
  await pactl('load-module', 'module-null-sink', 'sink_name=room', 'rate=48000');
  await pactl('load-module', 'module-remap-source', 'master=room.monitor', 'source_name=yeti');
  await pactl('set-default-source', 'yeti');
  const rows: Row[] = [];
  for (const [what, microphone] of [
    ['the usual microphone', undefined],
    ['a chosen microphone', 'yeti'],
    ['a chosen microphone that is away', 'snowball'],
  ] as const) {
    const percent = await idlePercent(server.address, microphone);
    rows.push({
      claim: `always listening, in silence, ${what}`,
      figure: `${percent.toFixed(2)} % of a core`,
      budget: `≤ ${BUDGET} %`,
      met: percent <= BUDGET,
    });
  }
  return rows;
}

async function idlePercent(address: string, microphone: string | undefined): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'ask-nix'), 'listen', '--mode', 'always'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      PULSE_SERVER: address,
      ASK_NIX_RECORDER: 'parec',
      ASK_NIX_SPEAKER: 'none',
      ...(microphone && { ASK_NIX_MICROPHONE: microphone }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
    child.stdout.resume();
    await sleep(SETTLE_MS);
    const all = [child.pid as number, ...childrenOf(child.pid as number)];
    if (all.length < 3) throw new Error('ask-nix listen does not listen');
    const [from, startedAt] = [ticksOf(all), performance.now()];
    await sleep(MEASURED_MS);
    const seconds = (performance.now() - startedAt) / 1000;
    return ((ticksOf(all) - from) / TICKS / seconds) * 100;
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

/** User and system time, with that of children that have ended. */
function ticksOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) as string;
    const fields = afterName.split(' ').map(Number);
    return sum + fields.slice(11, 15).reduce((ticks, value) => ticks + value, 0);
  }, 0);
}
