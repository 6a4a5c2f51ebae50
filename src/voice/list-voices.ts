import { askProgram } from '#base/ask-program.ts';

/** A voice as people choose it. */
export interface ListedVoice {
  /** What `voice.name` takes: `en-us+f3`. */
  id: string;
  /** "English America, a woman". */
  name: string;
}

/** espeak-ng's way to make a voice of each accent sound like a woman's. */
const WOMAN = '+f3';
/** What people call the accents that they ask for. */
const ACCENTS = new Map([
  ['en-gb', 'British'],
  ['en-us', 'American'],
  ['en-gb-scotland', 'Scottish'],
  ['en-gb-x-rp', "British, the queen's"],
  ['en-gb-x-gbclan', 'British, of Lancaster'],
  ['en-gb-x-gbcwmd', 'British, of the West Midlands'],
  ['en-029', 'Caribbean'],
]);
/** Synthesizers of others, for which espeak-ng only prepares the text; they are seldom installed. */
const FOREIGN = /\bmb\//;

/** The English voices of espeak-ng; empty where it is not installed, or hangs. Rejects only when aborted. */
export async function listEspeakVoices(
  signal: AbortSignal,
  program = 'espeak-ng',
): Promise<readonly ListedVoice[]> {
  const answer = await askProgram([program, '--voices=en'], signal);
  return answer?.exitCode === 0 ? parseEspeakVoices(answer.stdout.toString('utf8')) : [];
}

/** Its table: a priority, the language, age and gender, the name, the file. */
export function parseEspeakVoices(table: string): readonly ListedVoice[] {
  return table
    .split('\n')
    .slice(1)
    .filter((line) => !FOREIGN.test(line))
    .flatMap((line) => {
      const [, , id, , name] = /^\s*(\d+)\s+([a-zA-Z0-9-]{1,36})\s+(\S+)\s+(\S+)/.exec(line) ?? [];
      if (id === undefined || name === undefined) return [];
      const called = ACCENTS.get(id) ?? name.replaceAll(/[_()]+/g, ' ').trim();
      return [
        { id, name: called },
        { id: `${id}${WOMAN}`, name: `${called}, a woman` },
      ];
    });
}
