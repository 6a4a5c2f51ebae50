/** A catalogue of all of nixpkgs from a list of a channel: made apart from us, stored, there at the next start. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { makerFingerprint } from '#catalogue/sources/maker.ts';
import { catalogueSource } from '#catalogue/sources/open-catalogue.ts';
import { manyPackages, misspelled, WANTED } from '../test/catalogue/many-packages.ts';
import { writePackagesJson } from '../test/catalogue/sources/packages-json.ts';
import type { Row } from './row.ts';

const COUNT = 120_000;
const LOADS = 9;
const FIRST = 3;
const LOADED_MS = 150;
const MEMORY_MB = 120;

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const list = join(folder, 'packages.json.br');
    const packages = manyPackages(COUNT);
    await writePackagesJson(list, packages);
    const source = catalogueSource({
      options: { kind: 'file', file: list },
      places: { store: folder, state: folder, run: folder, configuration: folder },
      cache: folder,
      environment: { PATH: process.env.PATH ?? '' },
      offline: true,
      bundled: bundledCatalogue().packages,
    });
    const beganAt = performance.now();
    const made = await source.refresh(new AbortController().signal);
    const madeMs = performance.now() - beganAt;
    return [
      {
        claim: `a list of ${COUNT} packages of ${megabytesOf(list)} MB, made to a catalogue of ${megabytesOf(join(folder, 'packages'))} MB`,
        figure: `${(madeMs / 1000).toFixed(1)} s beside us`,
        met: made.type === 'renewed' && made.packages === COUNT,
      },
      loadRow(join(folder, 'packages'), source.packages.all()),
      sameRow(source.packages),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In processes that do nothing else, as at a start. */
function loadRow(file: string, packages: readonly Package[]): Row {
  const program = join(import.meta.dirname, 'programs', 'load-catalogue.ts');
  const argv = [program, file, makerFingerprint()];
  const loads = Array.from({ length: LOADS }, () => {
    const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    return JSON.parse(stdout) as Record<'size' | 'searchMs' | 'allMs' | 'megabytes', number>;
  }).sort((a, b) => a.allMs - b.allMs);
  const [usual, worst] = [loads[Math.floor(LOADS / 2)], loads.at(-1)] as const;
  const beganAt = performance.now();
  const index = packageIndex(packages);
  for (const text of ['fire fox', 'kreeta', 'text editor']) index.search(text, FIRST);
  index.byAttribute('vlc');
  const builtMs = performance.now() - beganAt;
  const { searchMs = Number.NaN, allMs = Number.NaN, megabytes = Number.NaN, size } = usual ?? {};
  return {
    claim: 'the stored catalogue, until a search is answered, and until all its parts are there',
    figure: `${Math.round(searchMs)} ms, ${Math.round(allMs)} ms (worst ${Math.round(worst?.allMs ?? Number.NaN)}), ${Math.round(megabytes)} MB`,
    baseline: `built anew: ${Math.round(builtMs)} ms, ratio ${(builtMs / allMs).toFixed(0)}`,
    budget: `≤ ${LOADED_MS} ms, ≤ ${MEMORY_MB} MB`,
    met: size === COUNT && allMs <= LOADED_MS && megabytes <= MEMORY_MB,
  };
}

function sameRow(stored: PackageIndex): Row {
  const packages = stored.all();
  const built = packageIndex(packages);
  const some = packages.filter((_, position) => position % 200 === 0);
  const texts = [
    ...WANTED.map(([query]) => query),
    ...some.flatMap(({ attribute, description }) => [attribute, misspelled(attribute), description]),
  ];
  const answers = (index: PackageIndex, text: string) =>
    [index.named(text, FIRST), index.search(text, FIRST)].map((matches) =>
      matches.map(({ package: { attribute }, score, how }) => [attribute, score, how]),
    );
  const same = texts.filter((text) => isDeepStrictEqual(answers(stored, text), answers(built, text)));
  const found = WANTED.filter(([query, attribute]) =>
    stored.search(query, FIRST).some((match) => match.package.attribute === attribute),
  );
  return {
    claim: 'it answers as one that was built anew, and has among the first three what is wanted',
    figure: `${same.length} of ${texts.length}, ${found.length} of ${WANTED.length}`,
    budget: 'all',
    met: same.length === texts.length && found.length === WANTED.length,
  };
}

function megabytesOf(file: string): number {
  return Math.round(statSync(file).size / 1e6);
}
