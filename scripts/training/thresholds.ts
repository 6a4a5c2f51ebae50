import type { Thresholds } from '#understanding/classifier/model.ts';

/** What a sentence that was held out was taken for, how firmly that was believed, and how likely nothing of the kind is wanted. */
export interface Judged {
  wantsNothing: boolean;
  isRight: boolean;
  risk: string;
  belief: number;
  unwanted: number;
}

type Risk = keyof Thresholds;

/** Of sentences that want nothing, so many may be taken for something of this risk. */
const WRONG: Readonly<Record<Risk, number>> = {
  look: 0.025,
  dialogue: 0.015,
  change: 0.005,
  risky: 0.004,
  irreversible: 0.002,
};
/** What is believed less than this may as well be another wish: the riskier, the worse to be asked about it. */
const LEAST: Readonly<Record<Risk, number>> = {
  look: 0.5,
  dialogue: 0.5,
  change: 0.6,
  risky: 0.65,
  irreversible: 0.7,
};

/** With the least belief of a risk, how likely it may be unwanted so that its share is held on held-out sentences. */
export function thresholdsFrom(judged: readonly Judged[]): Thresholds {
  const all = judged.filter(({ wantsNothing }) => wantsNothing);
  const threshold = (risk: Risk) => {
    const wrong = all
      .filter((one) => one.risk === risk && one.belief >= LEAST[risk])
      .map(({ unwanted }) => unwanted)
      .toSorted((a, b) => a - b);
    const first = wrong[Math.floor(WRONG[risk] * all.length)] ?? 1;
    return { belief: LEAST[risk], unwanted: Math.max(0, Math.floor(first * 1000 - 1) / 1000) };
  };
  return {
    look: threshold('look'),
    dialogue: threshold('dialogue'),
    change: threshold('change'),
    risky: threshold('risky'),
    irreversible: threshold('irreversible'),
  };
}

/** What the thresholds let through, by risk: right, and what wants nothing. */
export function passed(judged: readonly Judged[], thresholds: Thresholds): string {
  return Object.entries(thresholds)
    .map(([risk, least]) => {
      const all = judged.filter((one) => one.risk === risk);
      const right = all.filter(({ isRight }) => isRight);
      const believed = all.filter(
        ({ belief, unwanted }) => belief >= least.belief && unwanted <= least.unwanted,
      );
      const kept = believed.filter(({ isRight }) => isRight).length;
      const wrong = believed.filter(({ wantsNothing }) => wantsNothing).length;
      const other = believed.length - kept - wrong;
      return `${risk} ≥ ${least.belief}, unwanted ≤ ${least.unwanted}: ${kept} of ${right.length} right, ${other} other wishes, ${wrong} wrong`;
    })
    .join('\n');
}
