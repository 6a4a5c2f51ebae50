import { expect, test } from 'vitest';
import { VirtualClock } from '#base/virtual-clock.ts';

const never = new AbortController().signal;

test('sleepers wake in order of time, at once in the real world', async () => {
  const clock = new VirtualClock(1000);
  const woken: string[] = [];
  const began = Date.now();
  const sleep = async (name: string, ms: number) => {
    using _hold = clock.hold();
    await clock.sleep(ms, never);
    woken.push(`${name} at ${clock.now()}`);
  };
  await Promise.all([sleep('late', 60_000), sleep('early', 500)]);
  expect(woken).toEqual(['early at 1500', 'late at 61000']);
  expect(Date.now() - began).toBeLessThan(1000);
});

test('time stands still while somebody holds it', async () => {
  const clock = new VirtualClock(0);
  const hold = clock.hold();
  let woke = false;
  const sleeping = (async () => {
    using _own = clock.hold();
    await clock.sleep(10, never);
    woke = true;
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(woke).toBe(false);
  hold[Symbol.dispose]();
  await sleeping;
  expect(clock.now()).toBe(10);
});

test('an aborted sleep rejects with the reason and moves no time', async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const sleeping = (async () => {
    using _hold = clock.hold();
    const keep = clock.hold();
    const slept = clock.sleep(10, controller.signal);
    controller.abort(new Error('enough'));
    await slept.finally(() => keep[Symbol.dispose]());
  })();
  await expect(sleeping).rejects.toThrow('enough');
  expect(clock.now()).toBe(0);
});

test('sleeping nothing waits until everybody else rests', async () => {
  const clock = new VirtualClock(0);
  const order: string[] = [];
  const work = async () => {
    using _hold = clock.hold();
    await new Promise((resolve) => setTimeout(resolve, 15));
    order.push('work');
  };
  const rest = async () => {
    using _hold = clock.hold();
    await clock.sleep(0, never);
    order.push('rest');
  };
  await Promise.all([work(), rest()]);
  expect(order).toEqual(['work', 'rest']);
});
