import { z } from 'zod';

/** What a build is of: the flake of a machine, or without one the configuration that `nixos-config` of NIX_PATH names. */
interface BridgedBuild {
  flake?: { reference: string; host: string };
}

/** As nixos-rebuild-ng tells it; newest first. */
export const BridgedGeneration = z.object({
  generation: z.int(),
  date: z.string(),
  nixosVersion: z.string(),
  kernelVersion: z.string(),
  configurationRevision: z.string(),
  specialisations: z.array(z.string()),
  current: z.boolean(),
});
export type BridgedGeneration = z.infer<typeof BridgedGeneration>;

export type BridgeOutcome<Value> =
  | { type: 'done'; value: Value }
  /** A program of Nix said no, for a reason that `output` tells, and would say no to others too. */
  | { type: 'failed'; exitCode: number; output: string }
  /** The bridge is of no use, so it has to be done the native way. */
  | { type: 'unavailable'; why: BridgeTrouble; message: string };

export type BridgeTrouble =
  | 'not-started'
  | 'died'
  /** Silent for longer than it may be. */
  | 'hangs'
  /** It prints what is no answer. */
  | 'garbage'
  /** The package is not as it is known. */
  | 'unknown-shape';

/** A Python that is kept, with nixos-rebuild-ng in it. It starts when it is needed, and again after it died. */
export interface Bridge extends AsyncDisposable {
  /** The functions of the package that we know. */
  functions(signal: AbortSignal): Promise<BridgeOutcome<readonly string[]>>;
  /** The store path of the system. `onLine`: what Nix writes meanwhile. */
  build(
    build: BridgedBuild,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<BridgeOutcome<string>>;
  listGenerations(profile: string, signal: AbortSignal): Promise<BridgeOutcome<readonly BridgedGeneration[]>>;
}
