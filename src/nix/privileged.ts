import { z } from 'zod';
import type { ActivityRecord } from './activity.ts';
import type { Channel } from './evaluation/evaluate-argv.ts';
import { ManagedConfig } from './managed-config.ts';
import { ServiceName } from './names.ts';

/** SHA-256 of the managed file's bytes, 64 hex digits; `absent` when there is none. */
export const ContentHash = z.union([z.literal('absent'), z.string().regex(/^[0-9a-f]{64}$/)]);
export type ContentHash = z.infer<typeof ContentHash>;

export const Activation = z.enum(['switch', 'boot', 'test', 'dry-activate']);
export type Activation = z.infer<typeof Activation>;

/** Tells one update from another. */
export const UpdateId = z.uuid();

const GenerationNumber = z.int().min(1).max(1_000_000);

/**
 * All that needs root, as closed as it can be: no path, no flag, no text of a file comes from outside. Carried out by the
 * root helper, or in our own process when that is root's.
 */
export const PrivilegedCall = z.discriminatedUnion('verb', [
  /** What is going on, and which verbs are spoken: `status`. */
  z.strictObject({ verb: z.literal('status') }),
  /** Replaces the managed file if it is still what `expected` says; `content` absent: takes it away. → `managed` */
  z.strictObject({
    verb: z.literal('set-managed'),
    content: ManagedConfig.optional(),
    expected: ContentHash,
  }),
  /**
   * Evaluates and builds the configuration of this machine, and remembers it as a build of its own; nothing if its
   * derivation is not the one that is `expected`. → `built`
   */
  z.strictObject({ verb: z.literal('build'), expected: z.string().max(300).optional() }),
  /** The last build of its own becomes a generation (not for `test` and `dry-activate`) and is activated. → `activated` */
  z.strictObject({
    verb: z.literal('activate-build'),
    activation: Activation,
    toplevel: z.string().max(300),
  }),
  /** A generation that exists. → `activated` */
  z.strictObject({
    verb: z.literal('activate-generation'),
    activation: Activation,
    generation: GenerationNumber,
  }),
  /** Never the current one, the one booted from, the one running, nor the newest two others. → `deleted` */
  z.strictObject({
    verb: z.literal('delete-generations'),
    numbers: z.array(GenerationNumber).min(1).max(1000),
  }),
  /** → `verified` */
  z.strictObject({ verb: z.literal('verify'), repair: z.boolean() }),
  /** → `service` */
  z.strictObject({
    verb: z.literal('service'),
    action: z.enum(['start', 'stop', 'restart']),
    service: ServiceName,
  }),
  /** To which channels root is subscribed, unless an address may hold a secret. → `channels` */
  z.strictObject({ verb: z.literal('channels') }),
  /** Channels of root, or the lock of the flake. → `inputs` */
  z.strictObject({ verb: z.literal('update-inputs'), id: UpdateId.optional() }),
  /** Inputs as they were before the last update; with an `id`, only if it was that one. → `inputs` */
  z.strictObject({ verb: z.literal('restore-inputs'), id: UpdateId.optional() }),
  /** Of the machine, while a start would bring what does not run yet. → `restarting` */
  z.strictObject({ verb: z.literal('restart-machine') }),
  /** Breaks off the call that the same user has running by another connection. → `cancelled` */
  z.strictObject({ verb: z.literal('cancel') }),
]);
export type PrivilegedCall = z.infer<typeof PrivilegedCall>;

export type PrivilegedResult =
  | {
      type: 'status';
      version: 1;
      busyWith?: PrivilegedCall['verb'];
      since?: number;
      /** An activation that was found half done after a crash, and what became of it; until the next change. */
      settled?: {
        activation: Activation;
        toplevel: string;
        /** `left`: something is not as it should be, which `message` tells. */
        how: 'finished' | 'put-back' | 'left';
        message?: string | undefined;
      };
      /** What the program that answers runs and reads: for `doctor` to see who could change it. */
      files: readonly string[];
    }
  | { type: 'managed'; hash: ContentHash }
  | { type: 'built'; derivation: string; toplevel: string }
  | {
      type: 'activated';
      /** The generation in use, and the one before; the same when the profile did not move. */
      generation: number;
      previous: number;
      /** The new system waits for a restart: its init does not fit the running one. */
      needsRestart: boolean;
      /** Units that did not start. */
      failedUnits: readonly string[];
      /** Of `dry-activate`, and what was done otherwise; units without `.service`. */
      stops: readonly string[];
      starts: readonly string[];
      restarts: readonly string[];
    }
  | { type: 'deleted'; numbers: readonly number[] }
  | { type: 'verified'; damaged: readonly string[]; repaired: readonly string[] }
  | { type: 'service' }
  | { type: 'channels'; channels: readonly Channel[] }
  | { type: 'inputs'; changed: boolean }
  | { type: 'restarting' }
  | { type: 'cancelled'; was?: PrivilegedCall['verb'] };

/** What is told while a call is carried out; the last is `result` or `refused`. */
export type PrivilegedNews =
  | { type: 'activity'; record: ActivityRecord }
  /** A line of what an activation says. */
  | { type: 'line'; text: string }
  | { type: 'result'; result: PrivilegedResult }
  /** Nothing was changed, or all of it was put back unless `left` says what was not. `output`: what the program said. */
  | { type: 'refused'; code: RefusalCode; message: string; output?: string; left?: string };

export const REFUSAL_CODES = [
  /** The call does not fit its schema, or names what it may not. */
  'not-allowed',
  /** Somebody besides root can write to the configuration. */
  'distrusted',
  'busy',
  /** The managed file or the derivation is not what was expected, or the build is not our last one. */
  'stale',
  'no-such-generation',
  'protected-generation',
  /** The generation is the one in use already; a restart would bring nothing. */
  'already-there',
  /** `output` tells, to be classified. */
  'evaluation-failed',
  'build-failed',
  'activation-failed',
  /** The activation takes longer than anybody waits for, and goes on; `left` tells how to look. */
  'still-running',
  'failed',
  'cancelled',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Privileged {
  readonly by: 'helper' | 'root';
  /** Aborting breaks the call off; then the last news is `refused` with `cancelled`. Throws NixError when nobody answers. */
  call(call: PrivilegedCall, signal: AbortSignal): AsyncIterable<PrivilegedNews>;
}
