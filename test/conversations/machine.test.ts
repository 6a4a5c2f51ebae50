import { expect, test } from 'vitest';
import { conversation } from './scene.ts';

const ours = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('  ') && !line.startsWith('  ('));
const done = (lines: readonly string[]) => lines.filter((line) => /Done\./.test(line));
const says = (lines: readonly string[], pattern: RegExp) => ours(lines).some((line) => pattern.test(line));

test('a service is enabled after a yes, and is then known to be', async () => {
  const lines = await conversation(['enable remote login', 6, 'yes', 60, 'is remote login running', 10]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}Enable s s h\?/));
  expect(done(lines)).toEqual([expect.stringMatching(/S s h is enabled/)]);
  expect(says(lines, /^ {2}S s h is running/)).toBe(true);
});

test('it is the service that was asked about', async () => {
  const lines = await conversation(['is printing running', 10, 'restart it', 10, 'no', 6]);
  expect(says(lines, /^ {2}Restart printing\?/)).toBe(true);
  expect(done(lines)).toEqual([]);
});

test('the log of a service is read, and more of it', async () => {
  const lines = await conversation(['show me the log of network manager', 15, 'more', 10]);
  expect(says(lines, /the last first:/)).toBe(true);
});

test('an option is turned on after a yes', async () => {
  const lines = await conversation(['turn on bluetooth', 6, 'yes', 60]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}Turn bluetooth on\?/));
  expect(done(lines)).toEqual([expect.stringMatching(/Bluetooth is on/)]);
});

test('the time zone is set by the name of a city', async () => {
  const lines = await conversation(['set the time zone to new york', 6, 'yes', 60]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}Set the time zone to America New York\?/));
  expect(done(lines)).toHaveLength(1);
});

test('a value that was left out is asked for', async () => {
  const lines = await conversation(['change the boot timeout', 4, 'ten', 8, 'no', 5]);
  expect(says(lines, /What shall it be set to/)).toBe(true);
  expect(says(lines, /^ {2}Set .* to 10\?/)).toBe(true);
  expect(done(lines)).toEqual([]);
});

test('turning the firewall off wants a clear yes', async () => {
  const lines = await conversation(['turn off the firewall', 8, 'sure thing', 8, 'no', 5]);
  expect(says(lines, /Turn the firewall off\?/)).toBe(true);
  expect(says(lines, /clear yes/)).toBe(true);
  expect(done(lines)).toEqual([]);
});

test('deleting generations asks which, names what is lost, and wants the words', async () => {
  const lines = await conversation([
    'delete old generations',
    8,
    'keep the newest two',
    15,
    'yes',
    10,
    'delete them',
    90,
  ]);
  expect(says(lines, /Which ones\?/)).toBe(true);
  expect(says(lines, /cannot be undone/)).toBe(true);
  expect(says(lines, /For that I need the words/)).toBe(true);
  expect(done(lines)).toEqual([expect.stringMatching(/generations? deleted/)]);
});

test('two generations are compared at once', async () => {
  const lines = await conversation(['what changed in the last update', 10]);
  expect(says(lines, /^ {2}From generation \d+ to \d+:/)).toBe(true);
});

test('what brings a command can be installed by pointing at it', async () => {
  const lines = await conversation([
    'which package provides the command git',
    10,
    'install the first one',
    10,
    'no',
    4,
  ]);
  expect(says(lines, /^ {2}Git comes with/)).toBe(true);
  expect(done(lines)).toEqual([]);
});

test.each([
  ['how full is my disk', /are free/],
  ['are there any updates', /up to date|There are updates/],
  ['how is my system doing', /All is well|Say|needs/],
  ['how busy is the processor', /percent busy/],
  ['verify the store', /store path/],
  ['optimise the store', /store (is|was) opti/],
])('“%s” is answered without a question', async (said, answer) => {
  const lines = await conversation([said, 120]);
  expect(says(lines, answer)).toBe(true);
  expect(ours(lines).every((line) => !/Say yes or no/.test(line))).toBe(true);
});

test('a wish that is heard twice, the second time to its end, is carried out once', async () => {
  const amended = { text: 'speak louder please', amends: true };
  const lines = await conversation(['speak louder', amended, 4]);
  expect(lines.filter((line) => /^ {2}\w.*volume/i.test(line))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('(heard)'))).toHaveLength(2);
});

test('louder and slower take effect without a yes', async () => {
  const lines = await conversation(['speak louder', 4, 'slow down', 4]);
  expect(ours(lines)).toEqual(['  Louder: volume 50.', '  Slower: rate 50.']);
});

test('brief answers are shorter from then on', async () => {
  const lines = await conversation(['is printing running', 8, 'be brief', 4, 'is printing running', 8]);
  const answers = ours(lines).filter((line) => /^ {2}Printing/.test(line));
  expect(answers).toHaveLength(2);
  expect((answers[1] as string).length).toBeLessThan((answers[0] as string).length);
});

test('in wake mode, after that was said, speech without the wake phrase is not for us', async () => {
  const lines = await conversation(['use the wake word mode', 30, 'list generations', 10]);
  expect(says(lines, /Say hey nix/)).toBe(true);
  expect(says(lines, /newest first/)).toBe(false);
});

test('microphones are read out, and the second one is used', async () => {
  const lines = await conversation(['which microphones are there', 8, 'the second one', 6]);
  expect(says(lines, /Two microphones: 1,/)).toBe(true);
  expect(says(lines, /I hear with 2/)).toBe(true);
});

test.each(['use the second microphone', 'use microphone number two'])(
  '“%s” is a number, whether they were read out or not',
  async (said) => {
    for (const before of [[], ['which microphones are there', 8]]) {
      const lines = await conversation([...before, said, 6]);
      expect(says(lines, /^ {2}I hear with 2\./)).toBe(true);
    }
  },
);

test('a better model is asked about, and a no leaves it', async () => {
  const lines = await conversation(['get a better speech model', 8, 'no', 5]);
  expect(done(lines)).toEqual([]);
  expect(ours(lines).length).toBeGreaterThan(0);
});

test('what is not a service is nothing to us', async () => {
  const lines = await conversation(['start the dishwasher', 5, 'turn off the television', 5]);
  expect(says(lines, /\?$/)).toBe(false);
  expect(done(lines)).toEqual([]);
});
