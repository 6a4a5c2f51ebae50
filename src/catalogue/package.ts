/** A package as the catalogue knows it. */
export interface Package {
  /** nixpkgs attribute: `telegram-desktop`. */
  attribute: string;
  version: string;
  /** One line, no full stop. */
  description: string;
  /** Commands it brings, the main one first. */
  programs: readonly string[];
  /** How people say it, besides the attribute read as words: `visual studio code`. The first is how we say it. */
  spoken: readonly string[];
  /** Words for searching besides the description: `browser`, `text editor`. */
  keywords: readonly string[];
  /** Bytes to download and bytes on disk; 0 when they are not known. */
  downloadBytes: number;
  diskBytes: number;
  /** Nix refuses it until the configuration allows such packages. */
  unfree?: true;
  broken?: true;
  insecure?: true;
}

export interface PackageMatch {
  package: Package;
  /** 0 to 1; 1 is exact. */
  score: number;
  how: 'attribute' | 'spoken' | 'letters' | 'joined' | 'phonetic' | 'edit-distance' | 'search';
}

/** Packages by what people call them. Pure: built once from records, answers without I/O. */
export interface PackageIndex {
  /** Number of packages. */
  readonly size: number;
  all(): readonly Package[];
  /** In the order of the catalogue, which is well-known first; takes no making of all. */
  at(position: number): Package | undefined;
  byAttribute(attribute: string): Package | undefined;
  /** What a name, as heard or typed, may mean; best first, at most `limit`; empty when nothing is near. */
  named(text: string, limit: number): readonly PackageMatch[];
  /** Attributes of the packages that are called exactly so. */
  called(text: string): readonly string[];
  /** Those of which a name begins with these letters, as `lettersOf` gives them; in the order of the catalogue. */
  beginning(letters: string, limit: number): readonly Package[];
  /** Those that bring the command, in the order of the catalogue. */
  bringing(program: string): readonly Package[];
  /** What fits a description ("text editor"); best first, at most `limit`. */
  search(query: string, limit: number): readonly PackageMatch[];
}

/** How we say a package: its first spoken form, else the attribute with its punctuation as spaces. */
export function spokenName(found: Package): string {
  return found.spoken[0] ?? found.attribute.replaceAll(/[-_.]+/g, ' ');
}
