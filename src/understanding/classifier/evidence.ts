import { neededSlot } from '../intent.ts';
import { riskOfIntent } from '../interpret.ts';
import type { Sentence } from './features.ts';
import { nothingIn, type Ranked } from './model.ts';

/**
 * What speaks for and against believing the classifier's best guess: how sure it is, how near "nothing for us" comes,
 * signs of a sentence that is no command, and whether what the intent needs is named. Told apart by risk.
 */
export function evidenceOf(ranked: readonly Ranked[], sentence: Sentence): readonly string[] {
  const [best, second] = ranked;
  if (!best) return [];
  const risk = riskOfIntent(best.label.intent);
  const kind = risk === 'look' || risk === 'dialogue' || risk === 'never' ? risk : 'change';
  const evidence = [
    `sure ${steps(best.probability)}`,
    `ahead ${steps(best.probability - (second?.probability ?? 0))}`,
    `nothing ${steps(nothingIn(ranked))}`,
    `named ${namedFor(best.label.intent, sentence)}`,
    `words ${Math.min(sentence.words.length, 12)}`,
    `intent ${best.label.intent}`,
    ...[...sentence.signs].map((sign) => `sign ${sign}`),
  ];
  return [`risk ${kind}`, ...evidence, ...evidence.map((one) => `${kind} ${one}`)];
}

function steps(probability: number): number {
  return Math.floor(probability * 10 + (probability > 0.95 ? 0.5 : 0));
}

/** Whether the sentence names what the intent needs, and how surely it is a name. */
function namedFor(intent: string, { spots }: Sentence): string {
  const needed = neededSlot({ intent, slots: {} });
  const kind =
    needed === 'package'
      ? 'packages'
      : needed === 'service'
        ? 'services'
        : needed === 'option'
          ? 'options'
          : undefined;
  if (kind === undefined) return 'unneeded';
  const named = spots.filter((spot) => (spot[kind]?.length ?? 0) > 0);
  if (named.some(({ isEveryday }) => !isEveryday)) return 'name';
  return named.length > 0 ? 'everyday' : 'nothing';
}
