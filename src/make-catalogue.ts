/**
 * Makes a catalogue: `node make-catalogue.ts`, a task on stdin, what became of it on stdout. Of low priority; gives up
 * when stdin ends.
 */
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { AskNixError } from '#base/errors.ts';
import { type Made, MakeCatalogue, makeCatalogue } from '#catalogue/sources/make-catalogue.ts';
import { Attribute } from '#nix/attribute.ts';
import { ProgramName } from '#nix/names.ts';

setPriority(constants.priority.PRIORITY_LOW);

const abandoned = new AbortController();
process.on('SIGTERM', () => abandoned.abort());
const lines = createInterface({ input: process.stdin });
lines.on('close', () => abandoned.abort());
lines.once('line', async (line) => {
  process.stdout.write(`${JSON.stringify(await made(line))}\n`, () => process.exit());
});

async function made(line: string): Promise<Made> {
  const rules = {
    isAttribute: (text: string) => Attribute.safeParse(text).success,
    isProgram: (text: string) => ProgramName.safeParse(text).success,
  };
  try {
    return await makeCatalogue(MakeCatalogue.parse(JSON.parse(line)), rules, abandoned.signal);
  } catch (error) {
    const { message } = error as Error;
    return { type: 'failed', code: error instanceof AskNixError ? error.code : 'failed', message };
  }
}
