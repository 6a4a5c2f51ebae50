import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openMicrophone } from '#audio/microphones/index.ts';
import type { Samples } from '#audio/samples.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { program } from '../audio/program.ts';
import { childrenOf } from '../programs/children-of.ts';

const KILLS = 1_000;
const WARM_UP = 100;

/**
 * Every recorder seems to have worked for long, so that it is replaced after the shortest pause, and that is shorter
 * still; a recorder's two seconds of silence stay what they are.
 */
const impatientClock: Clock = {
  ...systemClock,
  now: () => Date.now() * 10_000,
  sleep: (ms, signal) => systemClock.sleep(ms < 2_000 ? 1 : ms, signal),
};

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

interface Use {
  heapMb: number;
  children: number;
  files: number;
  residentMb: number;
}

function use(): Use {
  collectGarbage();
  const pages = Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]);
  return {
    heapMb: process.memoryUsage().heapUsed / 1e6,
    children: childrenOf(process.pid).length,
    files: readdirSync('/proc/self/fd').length,
    residentMb: (pages * 4_096) / 1e6,
  };
}

/** The fake recorder's first two samples. */
function pidIn(first: Samples): number {
  return ((first[0] as number) & 0xffff) + (first[1] as number) * 65_536;
}

test('a thousand killed recorders leave no process, no open file and no growth, and each is replaced', async () => {
  const microphone = await openMicrophone(
    { kind: 'device', recorder: 'parec' },
    {
      clock: impatientClock,
      stdin: Readable.from([]),
      programs: { parec: program('recorder-of-its-number.sh') },
    },
  );
  const before = use().children;
  const controller = new AbortController();
  const killed = new Set<number>();
  let warm: Use | undefined;
  let hot: Use | undefined;
  for await (const piece of microphone.listen(controller.signal)) {
    const pid = pidIn(piece);
    if (piece.length !== 2 || killed.has(pid)) continue;
    killed.add(pid);
    if (killed.size === WARM_UP) warm = use();
    if (killed.size === KILLS) {
      hot = use();
      controller.abort();
    } else process.kill(pid, 'SIGKILL');
  }
  expect(killed.size).toBe(KILLS);
  expect(use().children).toBe(before);
  expect(hot?.children).toBe(warm?.children);
  expect((hot?.files ?? 0) - (warm?.files ?? 0)).toBeLessThanOrEqual(2);
  expect((hot?.heapMb ?? 0) - (warm?.heapMb ?? 0)).toBeLessThan(5);
  expect((hot?.residentMb ?? 0) - (warm?.residentMb ?? 0)).toBeLessThan(60);
}, 240_000);
