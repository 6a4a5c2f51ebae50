import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import { type Bridge, BridgedGeneration, type BridgeOutcome } from './bridge.ts';
import { BridgeProcess } from './bridge-process.ts';
import type { RebuildModule } from './find-module.ts';
import type { BridgeRequest } from './messages.ts';

/** Milliseconds. */
export interface BridgeLimits {
  /**
   * Without a word for so long, Python is taken for hanging. A package that takes hours says a line now and then; one that
   * compiles quietly has to be allowed to.
   */
  buildMs: number;
  otherMs: number;
  /** Unused for so long, it is ended. */
  restMs: number;
}

const LIMITS: BridgeLimits = { buildMs: 3_600_000, otherMs: 30_000, restMs: 600_000 };

const Functions = z.array(z.string());
const Generations = z.array(BridgedGeneration);
/** Whether it is in the store is for who builds on it to find out. */
const SystemPath = z.string().regex(/^\/[^\n]+\/[0-9a-df-np-sv-z]{32}-[0-9A-Za-z+._?=-]{1,211}$/);

/** `environment`: the whole environment of Python and of what it runs, for all of its calls. */
export function openBridge(
  module: RebuildModule,
  environment: Readonly<Record<string, string>>,
  limits: BridgeLimits = LIMITS,
): Bridge {
  let kept: BridgeProcess | undefined;
  let rest: NodeJS.Timeout | undefined;
  const started = () => {
    if (!kept || kept.isOver) kept = new BridgeProcess(module, environment);
    return kept;
  };
  const ask = async (
    request: BridgeRequest,
    onLine: (line: string) => void,
    limitMs: number,
    signal: AbortSignal,
  ) => {
    clearTimeout(rest);
    const process = started();
    try {
      return await process.call(request, onLine, limitMs, signal);
    } finally {
      clearTimeout(rest);
      if (process.isAtRest) rest = setTimeout(() => void process.stop(), limits.restMs).unref();
    }
  };
  const call = async <Value>(
    request: BridgeRequest,
    shape: z.ZodType<Value>,
    onLine: (line: string) => void,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<BridgeOutcome<Value>> => {
    signal.throwIfAborted();
    const wasThere = kept !== undefined && !kept.isOver;
    let isHeard = false;
    const hear = (line: string) => {
      isHeard = true;
      onLine(line);
    };
    let outcome = await ask(request, hear, limitMs, signal);
    // One that was killed while it rested is noticed only now.
    const wasGone = wasThere && !isHeard && outcome.type === 'unavailable' && outcome.why === 'died';
    if (wasGone) outcome = await ask(request, hear, limitMs, signal);
    if (outcome.type !== 'done') return outcome;
    const { data } = shape.safeParse(outcome.value);
    if (data !== undefined) return { type: 'done', value: data };
    return { type: 'unavailable', why: 'unknown-shape', message: `${request.verb} gave something else` };
  };
  const quietly = () => {};

  return {
    functions: (signal) => call({ verb: 'hello' }, Functions, quietly, limits.otherMs, signal),
    build: ({ flake }, onLine, signal) => {
      const request = {
        verb: 'build' as const,
        ...(flake && { flake: flake.reference, host: checkedHost(flake.host) }),
      };
      return call(request, SystemPath, onLine, limits.buildMs, signal);
    },
    listGenerations: (profile, signal) =>
      call({ verb: 'list', profile }, Generations, quietly, limits.otherMs, signal),
    async [Symbol.asyncDispose]() {
      clearTimeout(rest);
      await kept?.stop();
    },
  };
}

/** It becomes part of the name of a system in a flake. Throws NixError bad-state. */
function checkedHost(host: string): string {
  if (/^[A-Za-z0-9_-]{1,63}$/.test(host)) return host;
  throw new NixError('bad-state', `“${host}” is no name that a system of a flake can have.`);
}
