import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { bundledPackages } from '../bundled-packages.ts';
import { jsonEntries } from './json-entries.ts';
import { mergePackages } from './merge-packages.ts';
import { type Listed, type NameRules, parseRecord } from './nixpkgs-record.ts';
import { ListSource, packageList } from './package-list.ts';
import { storeCatalogue } from './stored-catalogue.ts';
import { PartsKey } from './stored-parts.ts';

/** What the process that makes a catalogue is told. */
export const MakeCatalogue = z.strictObject({
  source: ListSource,
  /** Where it is stored, and as what. */
  file: z.string(),
  key: PartsKey,
});
export type MakeCatalogue = z.infer<typeof MakeCatalogue>;

/** What it tells in the end. */
export const Made = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('made'),
    packages: z.number(),
    /** Records that are none, have a name that may not reach Nix, or the name of another. */
    passedOver: z.number(),
  }),
  /** Another process makes it. */
  z.strictObject({ type: z.literal('busy') }),
  /** `code` of the error that was thrown. */
  z.strictObject({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type Made = z.infer<typeof Made>;

/** More than twice as many as nixpkgs has. */
const MOST_PACKAGES = 400_000;

/**
 * Makes the catalogue of a list and stores it. Throws `NixError` when the list cannot be had or has no package, and what
 * the file system throws; then what was stored is as it was.
 */
export async function makeCatalogue(
  { source, file, key }: MakeCatalogue,
  rules: NameRules,
  signal: AbortSignal,
): Promise<Made> {
  const lock = takeLock(`${file}.lock`);
  if ('heldBy' in lock) return { type: 'busy' };
  using _ = lock;
  const listed: Listed[] = [];
  let passedOver = 0;
  for await (const entries of jsonEntries(packageList(source, signal))) {
    for (const entry of entries) {
      const found = listed.length < MOST_PACKAGES ? parseRecord(entry, rules) : undefined;
      if (found) listed.push(found);
      else passedOver++;
    }
  }
  signal.throwIfAborted();
  if (listed.length === 0) throw new NixError('bad-state', 'The list has no packages.');
  const { packages, doubles } = mergePackages(listed, bundledPackages());
  storeCatalogue(file, key, packages);
  return { type: 'made', packages: packages.length, passedOver: passedOver + doubles };
}
