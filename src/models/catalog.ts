import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InternalError } from '#base/errors.ts';

/** One word of a file system: it becomes the name of a folder. */
const FolderName = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/);

const common = {
  /** Short and sayable. */
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** What its makers call it, with the version; accepted wherever the name is, and the name of its folder. */
  fullName: FolderName,
  language: z.string(),
  /** For whom it is, in one sentence. */
  about: z.string(),
  /** Whether it can be told at run time what to expect; otherwise it decodes freely. */
  canUseGrammar: z.boolean(),
  /** Of the recognizer at work, about. */
  memoryBytes: z.int().positive(),
  /** On disk, about. */
  unpackedBytes: z.int().positive(),
};

const BundledModel = z.strictObject({
  kind: z.literal('bundled'),
  ...common,
  /** In the folder of the catalogue. */
  folder: FolderName,
});

export const DownloadableModel = z.strictObject({
  kind: z.literal('download'),
  ...common,
  url: z.url({ protocol: /^https?$/ }),
  archiveBytes: z.int().positive(),
  /** Of the archive. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The one folder in the archive that holds everything. */
  topFolder: FolderName,
});
export type DownloadableModel = z.infer<typeof DownloadableModel>;

export const KnownModel = z.discriminatedUnion('kind', [BundledModel, DownloadableModel]);
export type KnownModel = z.infer<typeof KnownModel>;

const Catalog = z.strictObject({ models: z.array(KnownModel).nonempty() });

/** The models that ask-nix knows, the bundled one first. It is a file of ours: one that is wrong is a bug. */
export function readCatalog(file: string): readonly KnownModel[] {
  const { models } = Catalog.parse(JSON.parse(readFileSync(file, 'utf8')));
  const names = models.flatMap(({ name, fullName }) => [...new Set([name, fullName])]);
  if (new Set(names).size < names.length) throw new InternalError(`${file} has a name twice`);
  return models;
}

/** The model of this short or full name, however it is capitalized; its archive's name counts too. */
export function knownModel(catalog: readonly KnownModel[], name: string): KnownModel | undefined {
  const sought = name.toLowerCase().replace(/\.zip$/, '');
  return catalog.find((model) => model.name === sought || model.fullName.toLowerCase() === sought);
}
