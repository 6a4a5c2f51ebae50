import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readGrammarFiles } from '#config/grammars.ts';
import { IDLE, STATE_NAMES, type StateName } from '#understanding/expectation.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { understand } from '#understanding/understand.ts';
import type { World } from '#understanding/understand-text.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { type Meaning, meaningOf } from './meaning.ts';

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
  const understanding = understand([{ text, score: 0 }], grammar, { ...IDLE, state }, world);
  const { decision, ...meaning } = meaningIn(understanding);
  const confidence = understanding.decision === 'understood' ? understanding.confidence : 0;
  return { id, ...meaning, confidence, decision, ...(explain && { because: explained(understanding) }) };
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

function meaningIn(understanding: Understanding): Meaning {
  const { decision } = understanding;
  return meaningOf({ decision, intents: 'intents' in understanding ? understanding.intents : [] });
}

function explained(understanding: Understanding): unknown {
  switch (understanding.decision) {
    case 'understood':
      return understanding.how;
    case 'ambiguous':
      return { slot: understanding.slot, candidates: understanding.candidates };
    case 'incomplete':
      return { slot: understanding.slot, heard: understanding.heard };
    case 'answer':
      return understanding.answer;
    case 'rejected':
      return understanding.why;
  }
}
