// Takes a lock again and again for a while, and half the time leaves it as a dead process does: `lock-contender.ts FILE MS`.
// Prints how often it had it, and how often another had it too.
import { mkdirSync, rmdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { takeLock } from '../../src/base/lock-file.ts';

const [file = '', ms = '0'] = process.argv.slice(2);
const inside = `${file}.inside`;
const until = Date.now() + Number(ms);
let taken = 0;
let overlaps = 0;
while (Date.now() < until) {
  const lock = takeLock(file);
  if (!(Symbol.dispose in lock)) continue;
  taken++;
  try {
    mkdirSync(inside);
    rmdirSync(inside);
  } catch {
    overlaps++;
  }
  if (taken % 2 === 0) {
    lock[Symbol.dispose]();
    continue;
  }
  unlinkSync(file);
  try {
    symlinkSync('4194301 1 dead', file);
  } catch {
    // Another process took it in between.
  }
}
process.stdout.write(`${taken} ${overlaps}\n`);
