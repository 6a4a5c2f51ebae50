/** `npm run bench [NAME…]`: runs the bench files and prints one table; exit 1 when a budget is not met. */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Row } from './row.ts';

const NOT_BENCHES = new Set(['index.ts', 'row.ts']);
const wanted = process.argv.slice(2);
const all = (await readdir(import.meta.dirname)).filter(
  (file) => file.endsWith('.ts') && !NOT_BENCHES.has(file),
);
const files = wanted.length === 0 ? all : all.filter((file) => wanted.includes(basename(file, '.ts')));

const rows: Row[] = [];
for (const file of files.toSorted()) {
  console.log(`${basename(file, '.ts')} …`);
  const bench: { run(): Promise<Row[]> } = await import(`./${file}`);
  rows.push(...(await bench.run()));
}
print([
  ['claim', 'figure', 'baseline', 'budget', ''],
  ...rows.map(({ claim, figure, baseline = '', budget = '', met }) => [
    claim,
    figure,
    baseline,
    budget,
    met ? 'met' : 'MISSED',
  ]),
]);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;

function print(lines: readonly (readonly string[])[]): void {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}
