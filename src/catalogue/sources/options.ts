import { z } from 'zod';

/** Where the records of the packages come from, besides those that we bring. */
export const CatalogueOptions = z.discriminatedUnion('kind', [
  /** Nowhere. */
  z.strictObject({ kind: z.literal('bundled') }),
  /** Nix is asked, in the background, which packages the nixpkgs in use has: minutes, and gigabytes of memory. */
  z.strictObject({ kind: z.literal('evaluation') }),
  /** A `packages.json` of a channel, or `packages.json.br`. */
  z.strictObject({
    kind: z.literal('file'),
    file: z.string().startsWith('/', 'write the whole path, from / on'),
  }),
  /** Nix fetches it, once for each revision of nixpkgs. */
  z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }) }),
]);
export type CatalogueOptions = z.infer<typeof CatalogueOptions>;
