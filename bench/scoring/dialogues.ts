import { percent, type Row } from '../row.ts';
import { answersOf } from './measured.ts';
import { scoreWith } from './scorer.ts';

/** A line of dialogues-dev.jsonl: turns as `rehearse` reads them, and what has to come of each. */
export interface Dialogue {
  id: string;
  turns: readonly { expect: object }[];
}

/** The last line of score_dialogues.py: percent of turns. */
interface Total {
  turns: number;
  missing: number;
  executes: number;
  asks: number;
  state: number;
  intent: number;
  wrong_executions: number;
}

/** Percent, which issue 4 asks for. */
const FLOOR = 95;

export async function dialogueRows(dialogues: readonly Dialogue[]): Promise<Row[]> {
  const questions = dialogues.map((dialogue) => ({
    ...dialogue,
    turns: dialogue.turns.map(({ expect: _, ...turn }) => turn),
  }));
  const answers = await answersOf('rehearse', questions);
  const { lines, total } = await scoreWith<Total>('score_dialogues.py', dialogues, answers);
  console.log(['\ndialogues', ...lines].join('\n'));
  if (total.missing > 0) throw new Error(`${total.missing} dialogues got no answer`);
  const claimed = (['executes', 'asks', 'state'] as const).map((key): Row => {
    return {
      claim: `dialogues (${total.turns} turns): ${key} right`,
      figure: percent(total[key]),
      budget: `≥ ${FLOOR} %`,
      met: total[key] >= FLOOR,
    };
  });
  return [
    ...claimed,
    { claim: `dialogues (${total.turns} turns): intent right`, figure: percent(total.intent), met: true },
    {
      claim: `dialogues (${total.turns} turns): wrong executions`,
      figure: String(total.wrong_executions),
      budget: '0',
      met: total.wrong_executions === 0,
    },
  ];
}
