import { z } from 'zod';
import { nameOfPath, parseName } from '../store/path-name.ts';

/** One thing that `nix profile` installed. */
export interface ProfileElement {
  /** By which `nix profile remove` knows it; of old manifests what its store path is called. */
  name: string;
  /** In its flake: `legacyPackages.x86_64-linux.vim`. */
  attribute?: string;
  /** Of its flake, as it was asked for. */
  url?: string;
  active: boolean;
  storePaths: readonly string[];
}

const Element = z.object({
  active: z.boolean().default(true),
  attrPath: z.string().optional(),
  originalUrl: z.string().optional(),
  originalUri: z.string().optional(),
  storePaths: z.array(z.string()).default([]),
});
type Element = z.infer<typeof Element>;

/** In versions 1 and 2 (until Nix 2.19) elements have no names; version 1 calls a URL a URI. */
const Manifest = z.union([
  z.object({ version: z.literal(3), elements: z.record(z.string(), Element) }),
  z.object({ version: z.literal([1, 2]), elements: z.array(Element) }),
]);

/** The text of `manifest.json`; undefined for what is none of the three versions. */
export function parseProfileManifest(text: string): ProfileElement[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = Manifest.safeParse(json);
  if (!data) return undefined;
  if (data.version === 3) return Object.entries(data.elements).map(([name, element]) => named(name, element));
  return data.elements.map((element) => named(nameOf(element), element));
}

/** `legacyPackages.x86_64-linux.vim` is vim; what has no such name is called by its own. */
export function attributeOf({ attribute, name }: ProfileElement): string {
  return attribute?.replace(/^(?:legacyPackages|packages)\.[^.]+\./, '') ?? name;
}

function named(
  name: string,
  { active, attrPath, originalUrl, originalUri, storePaths }: Element,
): ProfileElement {
  const url = originalUrl ?? originalUri;
  return {
    name,
    ...(attrPath && { attribute: attrPath }),
    ...(url && { url }),
    active,
    storePaths,
  };
}

function nameOf({ attrPath, storePaths: [path] }: Element): string {
  return path === undefined ? (attrPath?.split('.').at(-1) ?? '') : parseName(nameOfPath(path)).pname;
}
