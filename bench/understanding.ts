import { join } from 'node:path';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { readGrammar } from '#config/grammars.ts';
import { pathsFrom } from '#config/paths.ts';
import { exampleFill } from '#understanding/examples.ts';
import { IDLE } from '#understanding/expectation.ts';
import { sampleSentences } from '#understanding/sample.ts';
import { understand } from '#understanding/understand.ts';
import type { Row } from './row.ts';

/** How long understanding a sentence takes, over sentences sampled from our own grammar. */
export async function run(): Promise<Row[]> {
  const paths = pathsFrom({});
  const catalogue = bundledCatalogue();
  const { packages } = catalogue;
  const grammar = await readGrammar([paths.bundledGrammars], join(paths.cache, 'grammar'));
  const fill = exampleFill(catalogue);
  const sentences = [...sampleSentences(grammar, { count: 3000, seed: 7, fill })].map(({ text }) => text);
  const world = { ...catalogue, installed: ['vim', 'vlc'] };
  const times: number[] = [];
  for (const round of [0, 1]) {
    for (const text of sentences) {
      const began = performance.now();
      understand([{ text, score: 0 }], grammar, IDLE, world);
      if (round === 1) times.push(performance.now() - began);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] as number;
  const [p50, p99] = [at(0.5), at(0.99)];
  return [
    {
      claim: `understand(), ${sentences.length} sampled sentences, ${packages.size} packages`,
      figure: `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
      budget: 'p50 ≤ 0.5 ms, p99 ≤ 3 ms',
      met: p50 <= 0.5 && p99 <= 3,
    },
  ];
}
