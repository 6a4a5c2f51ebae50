import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOurBug, Person } from '../machine/run.ts';

/** How many places of each file are tried with the real program; each byte of them is tried in test/nix and test/journal. */
const PLACES = 5;
const SETTINGS = 'verbosity: brief\nvoice:\n  rate: 180\ndialogue:\n  mode: wake\n';

test.each([
  ['state/ask-nix/practice/practice.json', /marker .* so I wrote it again/],
  ['state/ask-nix/practice/etc/nixos/ask-nix.json', /configuration .* from generation 4\d/],
  ['state/ask-nix/practice/var/lib/ask-nix/undo.json', /can be undone could not be read/],
  ['state/ask-nix/journal.jsonl', undefined],
  ['config/ask-nix/config.yaml', undefined],
])('cut off anywhere, %s does not keep it from starting', async (path, said) => {
  using person = new Person();
  mkdirSync(join(person.home, 'config/ask-nix'), { recursive: true });
  writeFileSync(join(person.home, 'config/ask-nix/config.yaml'), SETTINGS);
  await person.run(['ask', '--yes', 'install firefox']);
  const file = join(person.home, path);
  const whole = readFileSync(file);
  const end = whole.toString().trimEnd().length;
  for (let place = 0; place < PLACES; place++) {
    const length = Math.floor((place * (end - 1)) / (PLACES - 1));
    writeFileSync(file, whole.subarray(0, length));
    const run = await person.run(['ask', 'list generations']);
    const told = `${path} cut at ${length}: ${run.out}${run.err}`;
    expect(isOurBug(run), told).toBe(false);
    if (said) expect(run.out, told).toMatch(said);
    // Settings are what a person wrote: half of them are refused with the place, never guessed.
    if (run.exit !== 0) expect(run.err, told).toMatch(/config\.yaml/);
    else expect(run.out, told).toMatch(/generations, newest first: 44/);
    expect((await person.practiceState()).installed || run.exit, told).toBeTruthy();
    if (!said) writeFileSync(file, whole);
  }
});
