import { z } from 'zod';
import type { Answer, Progress } from './answer.ts';
import type { Generation } from './generation.ts';
import { NixPlaces } from './places.ts';
import type { Plan, Planned } from './plan.ts';
import type { Request } from './request.ts';

/** Whoever changes the kind keeps what is set for the other. */
const ofEither = {
  /** Folder of the practice system; without it, below the state directory. */
  directory: z.string().startsWith('/', 'write the whole path, from / on').optional(),
  /** How many times faster than believable the jobs of the practice system run; what it says of their time fits. */
  pace: z.number().positive().default(1),
  /** Makes the next change of the practice system fail, to learn what that sounds like. */
  fail: z
    .enum(['none', 'no-space', 'no-network', 'build-failed', 'evaluation-failed', 'unit-failed'])
    .default('none'),
  /** Of the real system. */
  places: NixPlaces.prefault({}),
  /** Socket of the root helper. */
  helper: z.string().startsWith('/', 'write the whole path, from / on').default('/run/ask-nix/helper.sock'),
  /** Name of this machine among the systems of a flake; its host name if left out. */
  host: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,63}$/, 'write a host name')
    .optional(),
  /** Who builds what we may build ourselves; the root helper never asks another. */
  builder: z.enum(['native', 'nixos-rebuild-ng']).default('native'),
  systemctl: z.string().min(1).default('systemctl'),
  journalctl: z.string().min(1).default('journalctl'),
};

export const NixOptions = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice'), ...ofEither }),
  z.strictObject({ kind: z.literal('local'), ...ofEither }),
]);
export type NixOptions = z.infer<typeof NixOptions>;

/** What understanding and dialogue need to know of the system; cheap, read anew for each sentence. */
export interface NixFacts {
  installed: readonly string[];
  generations: readonly Generation[];
  current: number;
}

/** Disposed of when the conversation is over: what it is at for itself is broken off, what it keeps beside us ends. */
export interface Nix extends Partial<AsyncDisposable> {
  readonly system: 'practice' | 'local';
  /** What was found damaged when it was opened and is put right, a sentence each. */
  readonly repairs?: readonly string[];
  facts(signal: AbortSignal): Promise<NixFacts>;
  /** What carrying out `requests` together would do. Changes nothing. */
  plan(requests: readonly Request[], signal: AbortSignal): Promise<Planned>;
  /**
   * Exactly what `plan` said: progress, then one answer per looking request or one for the whole change.
   * A plan that no longer fits the system gives `failed` with `stale-plan`. Aborting gives `cancelled` as the answer.
   * Looking requests run at once; one change at a time per system, others get `failed` with `busy`.
   */
  run(plan: Plan, signal: AbortSignal): AsyncIterable<Progress | Answer>;
}
