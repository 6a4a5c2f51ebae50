import { INTENTS } from '#understanding/intent.ts';
import { percent, type Row } from '../row.ts';
import type { Hearing, Recording } from '../speech.ts';
import { scoreWith } from './scorer.ts';

const MATCHER_GAIN = 3;

/** The last line of score_speech.py; percent and counts. */
interface Total {
  commands: number;
  transcript: number;
  oov_changing: number;
}

/** Intents and slots as the shared scoring program judges them: for all recordings, and for what this version covers. */
export async function scoreRows(
  recordings: readonly Recording[],
  hearings: ReadonlyMap<string, Hearing>,
): Promise<Row[]> {
  const covered = recordings.filter(isCovered);
  const ours = await score(covered, hearings);
  const all = await score(recordings, hearings);
  const foreign = recordings.filter(({ oov }) => oov).length;
  return [
    ...ours.parts.map(([part, figure]) => ({ claim: `intent and slots right, ${part}`, figure, met: true })),
    {
      claim: `intent and slots right, intents of this version (${covered.length})`,
      figure: percent(ours.total.commands),
      baseline: `transcript ${percent(ours.total.transcript)}`,
      budget: `transcript + ${MATCHER_GAIN}`,
      met: ours.total.commands - ours.total.transcript >= MATCHER_GAIN,
    },
    {
      claim: `intent and slots right, all intents (${recordings.length - foreign})`,
      figure: percent(all.total.commands),
      baseline: `transcript ${percent(all.total.transcript)}`,
      met: true,
    },
    {
      claim: `not for us (${foreign}): understood as a change`,
      figure: String(all.total.oov_changing),
      budget: '0',
      met: all.total.oov_changing === 0,
    },
  ];
}

function isCovered({ oov, intent, intents, slots }: Recording): boolean {
  const said = intents ?? (intent ? [intent] : []);
  const isByDate = slots?.target?.startsWith('date:') === true;
  return (
    !oov && !isByDate && said.length > 0 && said.every((name) => name !== 'out_of_scope' && name in INTENTS)
  );
}

/** Lines are `('cond', 'clean') 1/2 = 50.0%`. */
async function score(
  recordings: readonly Recording[],
  hearings: ReadonlyMap<string, Hearing>,
): Promise<{ total: Total; parts: readonly [part: string, figure: string][] }> {
  const { lines, total } = await scoreWith<Total>('score_speech.py', recordings, [...hearings.values()]);
  const parts = lines.flatMap((line): [string, string][] => {
    const found = /^\('(?:cond|voice)', '(.+)'\) (.+)$/.exec(line);
    return found ? [[String(found[1]), String(found[2])]] : [];
  });
  return { total, parts };
}
