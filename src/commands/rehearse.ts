import { createInterface } from 'node:readline';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT, type ExitCode } from './command.ts';
import { rehearseDialogue } from './rehearsal.ts';
import { RehearsalDialogue } from './rehearsal-file.ts';

/** Dialogues on stdin, one JSON object a line; what came of each on stdout, one line each. Nothing is carried out. */
export const rehearse: Command = async ({ args, stdin, out, err, paths, signal }) => {
  parseFlags(args, { json: { type: 'boolean', default: false } });
  const grammar = await openGrammar(paths);
  const catalogue = openCatalogue(grammar);
  let exit: ExitCode = EXIT.done;
  let number = 0;
  for await (const line of createInterface({ input: stdin, signal })) {
    number++;
    if (signal.aborted) return EXIT.failed;
    if (line.trim() === '') continue;
    const dialogue = parseDialogue(line);
    if ('wrong' in dialogue) {
      err(`ask-nix: line ${number} is no dialogue: ${dialogue.wrong}`);
      exit = EXIT.notUnderstood;
      continue;
    }
    const turns = await rehearseDialogue(dialogue, grammar, catalogue, signal);
    out(JSON.stringify({ id: dialogue.id, turns }));
  }
  return exit;
};

function parseDialogue(line: string): RehearsalDialogue | { wrong: string } {
  try {
    const result = RehearsalDialogue.safeParse(JSON.parse(line));
    if (result.success) return result.data;
    return {
      wrong: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}
