import { describe, expect, it } from 'vitest';
import { NixError } from '#base/errors.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import type { FailureCode } from '#nix/failure-code.ts';
import { isRetried, retrying } from '#nix/failures/retrying.ts';

const never = new AbortController().signal;

/** An operation that ends as told, one after the other, on a clock that only jumps. */
function tried(...ends: (FailureCode | 'done' | Error)[]) {
  const clock = new VirtualClock(0);
  const at: number[] = [];
  const operation = async () => {
    at.push(clock.now());
    const end = ends[Math.min(at.length, ends.length) - 1] as FailureCode | 'done' | Error;
    if (end instanceof Error) throw end;
    return end;
  };
  const codeOf = (end: FailureCode | 'done') => (end === 'done' ? undefined : end);
  const run = async (signal: AbortSignal) => {
    using _ = clock.hold();
    return await retrying(operation, codeOf, clock, signal);
  };
  return { run, at };
}

describe('what passes by itself', () => {
  it('is tried again, each time later', async () => {
    const { run, at } = tried('no-network', 'locked', 'no-daemon', 'done');
    expect(await run(never)).toBe('done');
    expect(at).toEqual([0, 1000, 3000, 7000]);
  });

  it('is given up after fifteen seconds', async () => {
    const { run, at } = tried('no-network');
    expect(await run(never)).toBe('no-network');
    expect(at).toEqual([0, 1000, 3000, 7000, 15_000]);
  });

  it('may be thrown', async () => {
    const error = new NixError('no-daemon', 'Nobody listens.');
    const { run, at } = tried(error, 'done');
    expect(await run(never)).toBe('done');
    expect(at).toEqual([0, 1000]);
    await expect(tried(error).run(never)).rejects.toBe(error);
  });

  it('can be broken off', async () => {
    const stopped = new AbortController();
    const { run } = tried('locked');
    const ended = run(stopped.signal);
    stopped.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
  });
});

describe('all else', () => {
  it.each<FailureCode>(['build-failed', 'no-space', 'unit-failed', 'stale-plan', 'busy'])(
    'is not tried again: %s',
    async (code) => {
      const { run, at } = tried(code, 'done');
      expect(isRetried(code)).toBe(false);
      expect(await run(never)).toBe(code);
      expect(at).toEqual([0]);
    },
  );

  it('that is thrown is thrown on', async () => {
    const error = new NixError('daemon-gone', 'It went away in the middle.');
    const { run, at } = tried(error, 'done');
    await expect(run(never)).rejects.toBe(error);
    expect(at).toEqual([0]);
  });
});
