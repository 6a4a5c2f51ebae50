import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { nameFinder } from '#understanding/classifier/names.ts';
import { everydayWords } from './everyday.ts';
import { readFrames } from './frames.ts';
import { shapeOf } from './shape.ts';

const home = '/work/main/';
const folder = home + 'grammars/en/examples/';
const findNames = nameFinder(bundledCatalogue());
const measured = [
  'nlu/dev.jsonl',
  'nlu/dialogues-dev.jsonl',
  'own/utterances.jsonl',
  'own/hostile.jsonl',
].flatMap(
  (file) =>
    readFileSync(home + 'test/measure/' + file, 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l))
      .flatMap((d: any) =>
        d.turns ? d.turns.map((t: any) => t.user).filter((x: any) => x) : [d.text],
      ) as string[],
);
let total = 0,
  surplus = 0;
const perFile: Record<string, number> = {};
for (let round = 0; round < 6; round++) {
  const frames = readFrames(folder);
  const everyday = everydayWords(frames, readFileSync(home + 'grammars/en/plain-names.txt', 'utf8'));
  const memo = new Map<string, string>();
  const shape = (t: string) => {
    let s = memo.get(t);
    if (s === undefined) {
      s = shapeOf(t, findNames, everyday);
      memo.set(t, s);
    }
    return s;
  };
  const shapes = new Set(measured.map(shape));
  const counts = new Map<string, number>();
  let removed = 0;
  for (const f of frames) shape(f.text);
  for (const name of readdirSync(folder)
    .filter((n) => n.endsWith('.txt'))
    .sort()) {
    const text = readFileSync(folder + name, 'utf8');
    const kept = text.split('\n').filter((line) => {
      const t = line.trim();
      if (t === '' || t.startsWith('#') || /^=/.test(t)) return true;
      const s = shape(t);
      if (shapes.has(s)) {
        removed++;
        total++;
        perFile[name] = (perFile[name] ?? 0) + 1;
        return false;
      }
      const c = (counts.get(s) ?? 0) + 1;
      counts.set(s, c);
      if (c > 3) {
        removed++;
        surplus++;
        perFile[name] = (perFile[name] ?? 0) + 1;
        return false;
      }
      return true;
    });
    if (kept.length !== text.split('\n').length) writeFileSync(folder + name, kept.join('\n'));
  }
  console.log('round', round, 'removed', removed);
  if (removed === 0) break;
}
console.log({ total, surplus, perFile });
