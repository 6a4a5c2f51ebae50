/**
 * `npm run train`: learns from grammars/en/examples and writes models/intents.json, or another file with `--to FILE`. The
 * same examples give the same file. With `--compare` it only compares what it could learn with; with `--wrong` it tells
 * what it was most wrong about.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { readGrammar } from '#config/grammars.ts';
import { pathsFrom } from '#config/paths.ts';
import { evidenceOf } from '#understanding/classifier/evidence.ts';
import { featuresOf, parseConcepts } from '#understanding/classifier/features.ts';
import { forbiddenBy, isDoubtful } from '#understanding/classifier/forbidden.ts';
import { DOUBTFUL_NEEDS, unwantedIn } from '#understanding/classifier/guess.ts';
import { probabilitiesOf, rankedIntents } from '#understanding/classifier/model.ts';
import type { ModelFile, PackedModel } from '#understanding/classifier/model-file.ts';
import { riskOfIntent } from '#understanding/interpret.ts';
import { seededRandom } from '#understanding/sample.ts';
import { compareLearners } from './training/compare.ts';
import { everydayWords } from './training/everyday.ts';
import { PARTS, type Taught, taughtBy } from './training/examples.ts';
import { readFrames } from './training/frames.ts';
import { type Lesson, learn } from './training/learn.ts';
import { unpacked } from './training/pack.ts';
import { type Judged, passed, thresholdsFrom } from './training/thresholds.ts';

const INTENTS = {
  epochs: 10,
  rate: 0.3,
  decay: 1e-5,
  dropout: 0.25,
  leastLessons: 5,
  leastWeight: 8,
  rounds: 1,
};
const BELIEF = {
  epochs: 20,
  rate: 0.1,
  decay: 1e-4,
  dropout: 0.1,
  leastLessons: 5,
  leastWeight: 1,
  rounds: 1,
};
/** How often the model that is kept is learned. */
const ROUNDS = 4;
/** A sentence that wants nothing and is taken for a command is worse than one that is not understood. */
const WORSE = 3;

const BELIEF_FOLDS = 5;
const MOST_TOLD = 100;
const beliefModels: ReturnType<typeof unpacked>[] = [];

const home = join(import.meta.dirname, '..');
const english = join(home, 'grammars', 'en');
const paths = pathsFrom({});
const frames = readFrames(join(english, 'examples'));
const everyday = everydayWords(frames, readFileSync(join(english, 'plain-names.txt'), 'utf8'));
const concepts = parseConcepts(readFileSync(join(english, 'concepts.txt'), 'utf8'));
const taught = taughtBy(frames, {
  catalogue: bundledCatalogue(),
  grammar: await readGrammar([paths.bundledGrammars], join(paths.cache, 'grammar')),
  everyday,
  random: seededRandom(11),
});
const names = [...new Set(frames.map(({ label }) => label))].toSorted();
const labels = names.map(labelFrom);
const seen = new Map(taught.map((one) => [one, featuresOf(one.sentence, concepts)]));
console.log(`${frames.length} frames, ${taught.length} sentences, ${labels.length} labels.`);

const { values } = parseArgs({
  options: { compare: { type: 'boolean' }, to: { type: 'string' }, wrong: { type: 'boolean' } },
});
if (values.compare) {
  compareLearners({
    lessons: taught.filter(({ part }) => part !== 1).map(lesson),
    heldOut: taught.filter(({ part }) => part === 1).map(lesson),
    labels,
    settings: INTENTS,
  });
  process.exit();
}

const guesses = Array.from({ length: PARTS }, (_, index) => guessesOn(index + 1)).flat();
const beliefs = guesses.map(({ evidence, isRight, wantsNothing }) => ({
  features: evidence,
  label: isRight ? 1 : 0,
  weight: wantsNothing && !isRight ? WORSE : 1,
}));
const judged = guesses.map(
  (guess, at): Judged => ({
    ...guess,
    belief: beliefIn(guess, at),
  }),
);
const thresholds = thresholdsFrom(judged);
console.log(
  `Held out in turn: ${guesses.filter(({ isRight }) => isRight).length} of ${guesses.length} right.`,
);
console.log(passed(judged, thresholds));

const model: ModelFile = {
  ...learn(taught.map(lesson), labels.length, { ...INTENTS, rounds: ROUNDS }),
  labels,
  belief: learn(beliefs, 2, BELIEF),
  thresholds,
  everyday: [...everyday].toSorted().join(' '),
  concepts: [...concepts.values()]
    .flat()
    .map(({ words, concept }) => `${words.join(' ')}=${concept}`)
    .join('\n'),
};
const file = values.to ?? join(home, 'models', 'intents.json');
writeFileSync(file, `${JSON.stringify(model)}\n`);
console.log(`Written to ${file}.`);
if (values.wrong) tellWrong();

function lesson(one: Taught): Lesson {
  return { features: seen.get(one) ?? [], label: names.indexOf(one.label), weight: one.weight };
}

/** What a model of all other parts takes the sentences of one part for. */
function guessesOn(part: number) {
  const packedModel: PackedModel = learn(
    taught.filter((one) => one.part !== part).map(lesson),
    labels.length,
    INTENTS,
  );
  const classifier = { ...unpacked(packedModel), labels };
  return taught
    .filter((one) => one.part === part)
    .map((one) => {
      const ranked = rankedIntents(probabilitiesOf(seen.get(one) ?? [], classifier), classifier);
      const [best] = ranked;
      const intent = best?.label.intent ?? '';
      const wanted = one.label.split(' ')[0] as string;
      return {
        evidence: evidenceOf(ranked, one.sentence),
        unwanted: unwantedIn(ranked),
        isRight: intent === wanted,
        wantsNothing: wanted === 'out_of_scope',
        risk: riskOfIntent(intent) as string,
        isForbidden: best !== undefined && forbiddenBy(best.label, one.sentence) !== undefined,
        isDoubtful: best !== undefined && isDoubtful(best.label, one.sentence),
        text: one.sentence.words.join(' '),
        intent,
      };
    });
}

/** None in what is forbidden, or doubtful and not believed more firmly than that. */
function beliefIn(
  { evidence, isForbidden, isDoubtful }: ReturnType<typeof guessesOn>[number],
  at: number,
): number {
  const belief = beliefOf(evidence, at);
  return isForbidden || (isDoubtful && belief < DOUBTFUL_NEEDS) ? 0 : belief;
}

/** Believed by a model that has not seen this guess: it learned from every other tenth. */
function beliefOf(evidence: readonly string[], at: number): number {
  const fold = at % BELIEF_FOLDS;
  beliefModels[fold] ??= unpacked(
    learn(
      beliefs.filter((_, other) => other % BELIEF_FOLDS !== fold),
      2,
      BELIEF,
    ),
  );
  return probabilitiesOf(evidence, beliefModels[fold])[1] as number;
}

function labelFrom(text: string): ModelFile['labels'][number] {
  const [intent = '', kind] = text.split(' ');
  const [key, value] = kind?.split('=') ?? [];
  return { intent, slots: key === undefined || value === undefined ? {} : { [key]: value } };
}

/** What wants nothing and was most firmly taken for something: where examples are missing, or wrong. */
function tellWrong(): void {
  const wrong = guesses
    .map((guess, at) => ({ ...guess, belief: judged[at]?.belief ?? 0 }))
    .filter(({ wantsNothing, isRight }) => wantsNothing && !isRight)
    .toSorted((a, b) => b.belief - a.belief);
  for (const { belief, intent, text } of wrong.slice(0, MOST_TOLD))
    console.log(`${belief.toFixed(3)} ${intent}: ${text}`);
}
