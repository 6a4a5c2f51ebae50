import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DownloadableModel } from '#models/catalog.ts';
import type { ModelProgress } from '#models/progress.ts';
import { type Pulled, type PullOptions, pullModel } from '#models/pull.ts';
import { type ZipEntry, zip } from './zip.ts';

const never = new AbortController().signal;
export const TOP = 'vosk-model-test-0.1';

/** The files without which a folder is no model; big enough that a download takes more than one piece. */
export function modelEntries(): ZipEntry[] {
  const small = [
    'am/final.mdl',
    'conf/mfcc.conf',
    'conf/model.conf',
    'graph/phones/word_boundary.int',
    'graph/Gr.fst',
    'graph/disambig_tid.int',
  ];
  return [
    { name: `${TOP}/`, mode: 0o040755 },
    ...small.map((name) => ({ name: `${TOP}/${name}`, data: `this is ${name}` })),
    { name: `${TOP}/graph/HCLr.fst`, data: BIG },
  ];
}
const BIG = randomBytes(400_000);

/** A catalogue's entry for `archive`, at `url`. */
export function entryFor(
  archive: Buffer,
  url: string,
  more: Partial<DownloadableModel> = {},
): DownloadableModel {
  return DownloadableModel.parse({
    kind: 'download',
    name: 'test',
    fullName: TOP,
    language: 'en',
    about: 'is of no use',
    canUseGrammar: true,
    memoryBytes: 1,
    url: `${url}/models/${TOP}.zip`,
    archiveBytes: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
    topFolder: TOP,
    unpackedBytes: 500_000,
    ...more,
  });
}

export const modelArchive = (): Buffer => zip(modelEntries());

/** A folder for models, gone after the test. */
export async function openFolder(): Promise<{ path: string; names(): Promise<string[]> } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'ask-nix-models-'));
  return {
    path,
    names: async () => (await readdir(path)).sort(),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

const hasty = { environment: {}, stalledMs: 5_000, tries: 3, backOffMs: 1 };

/** Pulls to the end. */
export async function pull(
  model: DownloadableModel,
  options: Partial<PullOptions> & { folder: string },
  signal: AbortSignal = never,
): Promise<Pulled & { steps: ModelProgress[] }> {
  const steps: ModelProgress[] = [];
  const pulling = pullModel(model, { ...hasty, ...options }, signal);
  for (;;) {
    const step = await pulling.next();
    if (step.done) return { ...step.value, steps };
    steps.push(step.value);
  }
}

/** Whether all of the model is there, byte for byte. */
export async function isWhole(folder: string, entries = modelEntries()): Promise<boolean> {
  for (const { name, data = '' } of entries) {
    if (name.endsWith('/')) continue;
    const found = await readFile(join(folder, name.slice(TOP.length + 1))).catch(() => undefined);
    if (!found?.equals(Buffer.from(data))) return false;
  }
  return true;
}
