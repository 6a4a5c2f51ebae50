import type { Thresholds } from '#understanding/classifier/model.ts';

/** What a sentence that was held out was taken for, and how firmly that was believed. */
export interface Judged {
  wantsNothing: boolean;
  isRight: boolean;
  risk: string;
  belief: number;
}

/** Of sentences that want nothing, so many may be taken for something of this risk. */
const WRONG: Readonly<Record<keyof Thresholds, number>> = {
  look: 0.03,
  dialogue: 0.015,
  change: 0.004,
  risky: 0.004,
  irreversible: 0.002,
};
/** What is believed less than this is as likely wrong as right. */
const LEAST = 0.5;

/** The lowest thresholds that hold these shares on held-out sentences. */
export function thresholdsFrom(judged: readonly Judged[]): Thresholds {
  const nothing = judged.filter(({ wantsNothing }) => wantsNothing);
  const lowest = (risk: keyof Thresholds): number => {
    const wrong = nothing
      .filter((one) => one.risk === risk)
      .map(({ belief }) => belief)
      .toSorted((a, b) => b - a);
    const first = wrong[Math.floor(WRONG[risk] * nothing.length)] ?? 0;
    return Math.max(LEAST, Math.ceil(first * 1000 + 1) / 1000);
  };
  return {
    look: lowest('look'),
    dialogue: lowest('dialogue'),
    change: lowest('change'),
    risky: lowest('risky'),
    irreversible: lowest('irreversible'),
  };
}

/** What the thresholds let through, by risk: right, and what wants nothing. */
export function passed(judged: readonly Judged[], thresholds: Thresholds): string {
  return Object.entries(thresholds)
    .map(([risk, least]) => {
      const all = judged.filter((one) => one.risk === risk);
      const right = all.filter(({ isRight }) => isRight);
      const kept = right.filter(({ belief }) => belief >= least).length;
      const wrong = all.filter(({ wantsNothing, belief }) => wantsNothing && belief >= least).length;
      return `${risk} ≥ ${least}: ${kept} of ${right.length} right, ${wrong} wrong`;
    })
    .join('\n');
}
