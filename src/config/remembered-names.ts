import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { takeLock } from '#base/lock-file.ts';
import { RememberedName } from '#understanding/remembered.ts';

const NamesFile = z.strictObject({ version: z.literal(1), names: z.array(RememberedName) });

type Names = readonly RememberedName[];

/**
 * What was chosen for names, in `file`: plain data, a line each, that a person may change or delete. It is read anew each
 * time, so that what another session learns or forgets holds here too.
 */
export function rememberedNames(file: string) {
  /** What could not be written holds for this session. */
  let unkept: Names | undefined;
  const now = (): Names => unkept ?? readNames(file) ?? [];
  return {
    now,
    /** Gives why it could not be kept, a sentence. */
    change(update: (names: Names) => Names): string | undefined {
      const why = whyNotKept(file, (names) => update(unkept ?? names));
      unkept = why === undefined ? undefined : update(now());
      return why;
    },
  };
}

function whyNotKept(file: string, update: (names: Names) => Names): string | undefined {
  try {
    const lock = takeLock(`${file}.lock`);
    if (!(Symbol.dispose in lock)) return `Another ask-nix, process ${lock.heldBy}, is writing ${file}.`;
    using _lock = lock;
    const before = readNames(file);
    // What a person may have written is not overwritten.
    if (!before) return `${file} is not as I write it. Mend it or delete it.`;
    writeDurably(file, textOf(update(before)));
    return undefined;
  } catch (error) {
    return `${file} cannot be written: ${sayDiskTrouble(error)}.`;
  }
}

/** None when there is no file, undefined when it cannot be read. */
function readNames(file: string): Names | undefined {
  try {
    return NamesFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.names;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}

function textOf(names: Names): string {
  const lines = names.map((name) => `\n    ${JSON.stringify(name)}`);
  return `{\n  "version": 1,\n  "names": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]\n}\n`;
}
