import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readGrammarFiles } from '#config/grammars.ts';
import { IDLE, STATE_NAMES, type StateName } from '#understanding/expectation.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { reasonsFor } from '#understanding/reasons.ts';
import { understand } from '#understanding/understand.ts';
import type { World } from '#understanding/understand-text.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { meaningOfUnderstanding } from './meaning.ts';

const Line = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  state: z.enum(STATE_NAMES).nullish(),
});

interface Asked {
  id: string | number;
  text: string;
  state: StateName;
}

/** `understand`: sentences or JSON Lines on standard input, one line of meaning each. Nothing is carried out. */
export async function understandLines({
  args,
  stdin,
  out,
  signal,
  paths,
}: CommandContext): Promise<ExitCode> {
  const { values } = parseFlags(args, {
    json: { type: 'boolean' },
    grammar: { type: 'string', multiple: true },
    explain: { type: 'boolean' },
  });
  const grammar = await (values.grammar ? readGrammarFiles(values.grammar) : openGrammar(paths));
  const world: World = { ...openCatalogue(grammar), installed: [] };
  let number = 0;
  for await (const line of createInterface({ input: stdin, signal, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    out(JSON.stringify(answerTo(line, number, grammar, world, values.explain === true)));
  }
  return EXIT.done;
}

/** The answer to one line; a line that is broken JSON is answered too, as rejected. */
export function answerTo(line: string, number: number, grammar: Grammar, world: World, explain: boolean) {
  const asked = readLine(line, number);
  if (!asked) {
    const nothing = { id: number, intent: 'out_of_scope', slots: {}, confidence: 0, decision: 'rejected' };
    return { ...nothing, why: 'the line is not JSON with a text and a known state' };
  }
  const { id, text, state } = asked;
  const expectation = { ...IDLE, state };
  const understanding = understand([{ text, score: 0 }], grammar, expectation, world);
  const { decision, ...meaning } = meaningOfUnderstanding(understanding, world.settings);
  const confidence = understanding.decision === 'understood' ? understanding.confidence : 0;
  const because = explain && { because: reasonsFor(text, understanding, grammar, expectation, world) };
  return { id, ...meaning, confidence, decision, ...because };
}

function readLine(line: string, number: number): Asked | undefined {
  if (!line.trimStart().startsWith('{')) return { id: number, text: line, state: 'idle' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { success, data } = Line.safeParse(value);
  return success ? { id: data.id ?? number, text: data.text, state: data.state ?? 'idle' } : undefined;
}
