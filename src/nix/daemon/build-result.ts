import { z } from 'zod';
import { plainText } from '../plain-text.ts';
import type { StorePath } from '../store-path.ts';
import { brokenProtocol } from './broken-protocol.ts';
import type { WireReader } from './wire-reader.ts';

const STATUSES = [
  'built',
  'substituted',
  'already-valid',
  'permanent-failure',
  'input-rejected',
  /** Also a hash that is not the one expected. */
  'output-rejected',
  'transient-failure',
  'cached-failure',
  'timed-out',
  'other-failure',
  'dependency-failed',
  'log-limit-exceeded',
  'not-deterministic',
  'resolves-to-already-valid',
  'no-substituters',
] as const;

type BuildStatus = (typeof STATUSES)[number];

const SUCCESSES: ReadonlySet<BuildStatus> = new Set([
  'built',
  'substituted',
  'already-valid',
  'resolves-to-already-valid',
]);

/** How building one thing ended. */
export interface BuildResult {
  status: BuildStatus;
  /** Why it failed, plain text; '' when it did not. */
  message: string;
  timesBuilt: number;
  isNonDeterministic: boolean;
  /** Milliseconds since 1970, in whole seconds; 0 when nothing was built. */
  startedAt: number;
  stoppedAt: number;
  /** Milliseconds of processor time; undefined when not told. */
  cpuUserMs: number | undefined;
  cpuSystemMs: number | undefined;
  /** Paths by output name. */
  outputs: ReadonlyMap<string, StorePath>;
}

export function isSuccess({ status }: BuildResult): boolean {
  return SUCCESSES.has(status);
}

export async function readBuildResult(reader: WireReader, minor: number): Promise<BuildResult> {
  return {
    status: STATUSES[await reader.small(STATUSES.length - 1)] as BuildStatus,
    message: plainText(await reader.string()).trim(),
    timesBuilt: await reader.number(),
    isNonDeterministic: await reader.bool(),
    startedAt: (await reader.number()) * 1000,
    stoppedAt: (await reader.number()) * 1000,
    cpuUserMs: minor >= 37 ? await readCpuMs(reader) : undefined,
    cpuSystemMs: minor >= 37 ? await readCpuMs(reader) : undefined,
    outputs: await readOutputs(reader),
  };
}

async function readCpuMs(reader: WireReader): Promise<number | undefined> {
  return (await reader.bool()) ? (await reader.signed()) / 1000 : undefined;
}

/** From `sha256:<hex>!out` to what was realised. The hash may be a dummy, so only the name behind it counts. */
async function readOutputs(reader: WireReader): Promise<Map<string, StorePath>> {
  const outputs = new Map<string, StorePath>();
  for (let left = await reader.count(); left > 0; left--) {
    const key = await reader.string();
    const { outPath } = parseRealisation(await reader.string());
    outputs.set(key.slice(key.indexOf('!') + 1), reader.storePathNamed(outPath));
  }
  return outputs;
}

const Realisation = z.object({ outPath: z.string() });

function parseRealisation(text: string): z.infer<typeof Realisation> {
  try {
    return Realisation.parse(JSON.parse(text));
  } catch {
    throw brokenProtocol('an output that is no realisation');
  }
}
