import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#base/clock.ts';
import { type Argv, startProgram } from '#base/run-program.ts';
import { livePackages } from '../live-packages.ts';
import { once } from '../once.ts';
import type { PackageIndex } from '../package.ts';
import { complaintIn } from './complaint.ts';
import { LISTING_CONFIG, NIXPKGS_OF_PATH } from './evaluated-list.ts';
import { type LastAttempt, noteAttempt, readLastAttempt } from './last-attempt.ts';
import { lockedNixpkgs, type NixpkgsPlaces } from './locked-nixpkgs.ts';
import { Made, type MakeCatalogue } from './make-catalogue.ts';
import { makerFingerprint } from './maker.ts';
import type { CatalogueOptions } from './options.ts';
import type { ListSource } from './package-list.ts';
import { readStoredCatalogue } from './stored-catalogue.ts';

/** Makes a catalogue apart from us: that takes seconds of computing, and memory that is free again when it ends. */
const MAKER: Argv = [process.execPath, fileURLToPath(new URL('../../make-catalogue.ts', import.meta.url))];

export interface CatalogueSetting {
  options: CatalogueOptions;
  places: NixpkgsPlaces;
  /** Where what was made is kept. */
  cache: string;
  /** Of the programs of Nix. */
  environment: Readonly<Record<string, string>>;
  /** Nothing may be fetched. */
  offline: boolean;
  /** What we bring. */
  bundled: PackageIndex;
}

export type Refreshed =
  /** The index has the new packages now. */
  | { type: 'renewed'; packages: number; passedOver: number }
  /** It is of the nixpkgs in use already, or there is nothing to be made. */
  | { type: 'current' }
  /** Another process makes it. */
  | { type: 'busy' }
  /** It would have to be fetched. */
  | { type: 'offline' }
  | { type: 'failed'; code: string; message: string };

/** What the doctor tells of a catalogue. */
export interface CatalogueState {
  has: ReturnType<CatalogueSource['has']>;
  packages: number;
  /** What it was made of, and when; absent for what we bring. */
  made?: { of: string; at: number };
  /** Absent: nobody has tried yet. */
  last?: LastAttempt;
}

export interface CatalogueSource {
  /** Can be asked at once, and finds what `refresh` brings. */
  readonly packages: PackageIndex;
  /** What it has now: what we bring, or what was made of the nixpkgs in use or of one before. */
  has(): 'bundled' | 'current' | 'earlier';
  state(): CatalogueState;
  /** Has the catalogue of the nixpkgs in use made, if it is another than the one there is. Rejects only when aborted. */
  refresh(signal: AbortSignal): Promise<Refreshed>;
}

/**
 * What was stored last is there at once; what we bring where nothing is, or nothing that can be read. It is read when it is
 * first asked: many a command asks nothing.
 */
export function catalogueSource(setting: CatalogueSetting): CatalogueSource {
  const { options, bundled, cache } = setting;
  if (options.kind === 'bundled')
    return {
      packages: bundled,
      has: () => 'bundled',
      state: () => ({ has: 'bundled', packages: bundled.size }),
      refresh: async () => ({ type: 'current' }),
    };
  const file = join(cache, 'packages');
  const maker = once(makerFingerprint);
  let stored = once(() => readStoredCatalogue(file, maker()));
  const live = livePackages(() => stored()?.packages ?? bundled);
  const has = () => {
    const source = stored()?.source;
    if (source === undefined) return 'bundled';
    return source === wanted(options, setting).name ? 'current' : 'earlier';
  };
  const renew = async (signal: AbortSignal): Promise<Refreshed> => {
    const { list, name } = wanted(options, setting);
    if (stored()?.source === name) return { type: 'current' };
    if (list.kind === 'url' && setting.offline) return { type: 'offline' };
    const key = { maker: maker(), source: name };
    const made = await runMaker({ source: list, file, key }, setting, signal);
    if (made.type !== 'made') return made;
    stored = once(() => readStoredCatalogue(file, maker()));
    live.replace(stored()?.packages ?? bundled);
    return { ...made, type: 'renewed' };
  };
  return {
    packages: live.index,
    has,
    state() {
      const of = stored()?.source;
      const last = readLastAttempt(cache);
      return {
        has: has(),
        packages: live.index.size,
        ...(of !== undefined && { made: { of, at: statSync(file).mtimeMs } }),
        ...(last && { last }),
      };
    },
    async refresh(signal) {
      const refreshed = await renew(signal);
      const outcome = OUTCOMES[refreshed.type];
      if (outcome !== undefined)
        noteAttempt(cache, {
          ...{ at: systemClock.now(), outcome },
          ...(refreshed.type === 'failed' && { message: refreshed.message }),
        });
      return refreshed;
    },
  };
}

/** What is worth keeping of an attempt. */
const OUTCOMES: Readonly<Record<Refreshed['type'], LastAttempt['outcome'] | undefined>> = {
  renewed: 'made',
  offline: 'offline',
  failed: 'failed',
  current: undefined,
  busy: undefined,
};

/** What is to be read, and by what the catalogue that is made of it is known. */
function wanted(
  options: Exclude<CatalogueOptions, { kind: 'bundled' }>,
  { places }: CatalogueSetting,
): { list: ListSource; name: string } {
  if (options.kind === 'file') {
    const { size, mtimeMs } = statSync(options.file, { throwIfNoEntry: false }) ?? {};
    return { list: options, name: `file ${options.file} ${size} ${mtimeMs}` };
  }
  const { revision = 'unknown', folder = NIXPKGS_OF_PATH } = lockedNixpkgs(places) ?? {};
  if (options.kind === 'url') return { list: options, name: `url ${options.url} ${revision}` };
  return { list: { kind: 'evaluation', nixpkgs: folder }, name: `evaluation ${revision}` };
}

async function runMaker(
  task: MakeCatalogue,
  { environment }: CatalogueSetting,
  signal: AbortSignal,
): Promise<Made> {
  signal.throwIfAborted();
  const own = { ...environment, NIXPKGS_CONFIG: LISTING_CONFIG };
  await using program = startProgram(MAKER, signal, { environment: own });
  const complaint = complaintIn(program.stderr);
  // What it reads stays open: when we are gone it has nobody to work for.
  program.stdin.write(`${JSON.stringify(task)}\n`);
  let answer = '';
  program.stdout.setEncoding('utf8');
  program.stdout.on('data', (text: string) => {
    answer += text;
  });
  const { exitCode } = await program.ended;
  signal.throwIfAborted();
  const made = Made.safeParse(parsed(answer));
  return made.success
    ? made.data
    : { type: 'failed', code: 'died', message: `The catalogue was not made (${exitCode}): ${complaint()}` };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
