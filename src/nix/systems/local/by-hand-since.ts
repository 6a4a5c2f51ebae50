import { z } from 'zod';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import type { Source } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';
import { readRecord } from './records.ts';

/** Oldest first. `byHand`: as `writtenKeys` tells it. */
const ByHandRecord = z.array(z.strictObject({ toplevel: z.string(), byHand: z.string() }));

/** Of how many systems it is known. */
const MOST = 50;

type Built = { toplevel: string };

/** Keeps by what files of the user's own a system was built, if there is room for that. */
export function keepByHand({ toplevel }: Built, source: Source | undefined, { files }: LocalSystem): void {
  if (source?.byHand === undefined) return;
  const others = known(files.byHand).filter((one) => one.toplevel !== toplevel);
  const record = [...others, { toplevel, byHand: source.byHand }].slice(-MOST);
  try {
    writeDurably(files.byHand, `${JSON.stringify(record)}\n`);
  } catch (error) {
    if (diskTroubleOf(error) === undefined) throw error;
  }
}

/** Whether those files are known to say something else by now. */
export function isByHandSince({ toplevel }: Built, { byHand }: Source, { files }: LocalSystem): boolean {
  const built = known(files.byHand).find((one) => one.toplevel === toplevel);
  return built !== undefined && byHand !== undefined && built.byHand !== byHand;
}

/** A record that cannot be read tells nothing. */
function known(file: string): z.infer<typeof ByHandRecord> {
  try {
    return readRecord(file, ByHandRecord) ?? [];
  } catch (error) {
    if (error instanceof NixError) return [];
    throw error;
  }
}
