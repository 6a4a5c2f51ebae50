import type { List } from '../list.ts';
import type { Package } from '../package.ts';

/** Between the fields of a record, and between the texts of a field; no text has them, for they are no letters. */
const FIELD = '\u001f';
const ITEM = '\u001e';
const FLAGS = ['unfree', 'broken', 'insecure'] as const;

/** The records of packages as one run of UTF-8, and where each begins. */
export interface PackedPackages {
  texts: Uint8Array;
  begins: Uint32Array;
}

/** A record is made when it is looked at first. Without sizes, which no list of packages has. */
export function unpackPackages({ texts, begins }: PackedPackages): List<Package> {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  const made: (Package | undefined)[] = [];
  return {
    length: begins.length - 1,
    at(position) {
      if (position >= begins.length - 1) return undefined;
      made[position] ??= unpacked(bytes.toString('utf8', begins[position], begins[position + 1]));
      return made[position];
    },
  };
}

export function packPackages(packages: readonly Package[]): PackedPackages {
  const records = packages.map((found) => Buffer.from(recordOf(found)));
  const begins = new Uint32Array(packages.length + 1);
  records.forEach((record, position) => {
    begins[position + 1] = (begins[position] as number) + record.length;
  });
  return { texts: Buffer.concat(records), begins };
}

function recordOf({ attribute, version, description, ...found }: Package): string {
  const lists = [found.programs, found.spoken, found.keywords, FLAGS.filter((flag) => found[flag])];
  return [attribute, version, description, ...lists.map((list) => list.join(ITEM))].join(FIELD);
}

function unpacked(record: string): Package {
  const [attribute = '', version = '', description = '', programs, spoken, keywords, flags] =
    record.split(FIELD);
  return {
    attribute,
    version,
    description,
    programs: itemsOf(programs),
    spoken: itemsOf(spoken),
    keywords: itemsOf(keywords),
    downloadBytes: 0,
    diskBytes: 0,
    ...(flags && Object.fromEntries(itemsOf(flags).map((flag) => [flag, true]))),
  };
}

const NONE: readonly string[] = [];

function itemsOf(field: string | undefined): readonly string[] {
  return field ? field.split(ITEM) : NONE;
}
