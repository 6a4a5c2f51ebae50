import { expect, test } from 'vitest';
import { createNotices } from '#audio/microphones/notices.ts';
import type { Target } from '#audio/microphones/target.ts';
import { VirtualClock } from '#base/virtual-clock.ts';

const { signal } = new AbortController();
const CHOSEN: Target = { recorders: ['parec'], id: 'y', name: 'Yeti', isChosen: true, isListed: true };
const USUAL: Target = {
  recorders: ['parec'],
  id: undefined,
  name: 'Laptop',
  isChosen: false,
  isListed: false,
};

type Act = [second: number, happens: 'chosen' | 'usual' | 'lost'];

/** What is told, each with the second in which it is. */
async function told(wanted: Target, acts: readonly Act[], until: number): Promise<string[]> {
  const clock = new VirtualClock(0);
  using _hold = clock.hold();
  const lines: string[] = [];
  const over = new AbortController();
  const notices = createNotices(
    ({ type }) => lines.push(`${Math.round(clock.now() / 1000)} ${type}`),
    clock,
    over.signal,
  );
  for (const [second, happens] of acts) {
    await clock.sleep(second * 1000 - clock.now(), signal);
    if (happens === 'lost') notices.lost(undefined);
    else notices.heard(happens === 'chosen' ? CHOSEN : USUAL, wanted);
  }
  await clock.sleep(until * 1000 - clock.now(), signal);
  over.abort(new Error('over'));
  return lines;
}

test.each<[string, Target, readonly Act[], readonly string[]]>([
  [
    'nothing to tell',
    USUAL,
    [
      [0, 'usual'],
      [9, 'usual'],
    ],
    [],
  ],
  [
    'once lost and heard again',
    USUAL,
    [
      [0, 'usual'],
      [5, 'lost'],
      [7, 'lost'],
      [9, 'usual'],
    ],
    ['5 lost', '9 back'],
  ],
  [
    'a loose cable',
    USUAL,
    [
      [0, 'usual'],
      [5, 'lost'],
      [10, 'usual'],
      [20, 'lost'],
      [25, 'usual'],
      [40, 'lost'],
      [45, 'usual'],
    ],
    ['5 lost', '10 back'],
  ],
  [
    'a loose cable that breaks',
    USUAL,
    [
      [0, 'usual'],
      [5, 'lost'],
      [10, 'usual'],
      [20, 'lost'],
      [100, 'usual'],
    ],
    ['5 lost', '10 back', '65 lost', '100 back'],
  ],
  [
    'a chosen one that comes and goes, and stays away',
    CHOSEN,
    [
      [0, 'chosen'],
      [5, 'usual'],
      [10, 'chosen'],
      [15, 'usual'],
    ],
    ['5 replaced', '10 back', '65 replaced'],
  ],
  [
    'a chosen one that goes, and the usual one after it',
    CHOSEN,
    [
      [0, 'chosen'],
      [5, 'usual'],
      [10, 'lost'],
      [12, 'usual'],
      [20, 'chosen'],
    ],
    ['5 replaced', '10 lost', '12 replaced', '20 back'],
  ],
])('%s: what is told last is true', async (_, wanted, acts, lines) => {
  expect(await told(wanted, acts, 300)).toEqual(lines);
});
