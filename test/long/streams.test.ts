import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOurBug, Person, type Run, sh } from '../machine/run.ts';

const LIST = ['ask', 'list generations'];

let person: Person;
beforeEach(() => {
  person = new Person();
});
afterEach(() => person[Symbol.dispose]());

describe('streams that are closed, or no streams', () => {
  test.each<[string, string, readonly string[], Partial<Run>]>([
    ['stdin closed', '<&-', ['chat'], { exit: 0 }],
    ['stdin closed', '<&-', ['understand'], { exit: 0 }],
    ['stdin a folder', '</', ['chat'], { exit: 0 }],
    ['stdin a folder', '</', ['understand'], { exit: 0, out: '' }],
    ['stdout closed', '>&-', LIST, { exit: 0, out: '' }],
    ['stderr closed', '2>&-', ['--nonesuch'], { exit: 2, err: '' }],
    ['all closed', '<&- >&- 2>&-', LIST, { exit: 0 }],
    ['nobody reads', '| true', ['grammar', 'sample'], {}],
    ['who reads has seen enough', '| head -n 1', ['grammar', 'sample'], {}],
  ])('%s (%s): %j', async (_, redirections, args, expected) => {
    const through = redirections.startsWith('|')
      ? ['sh', '-c', `"$@" ${redirections}`, 'sh']
      : sh('', redirections);
    const run = await person.run(args, { through });
    expect(run).toMatchObject(expected);
    expect(isOurBug(run), run.err).toBe(false);
  });
});

describe('lines that nobody would type', () => {
  const chat = async (stdin: string | Uint8Array) => {
    const run = await person.run(['chat'], { stdin });
    expect(run).toMatchObject({ exit: 0, err: '' });
    return run.out;
  };

  test.each<[string, string | Uint8Array, RegExp]>([
    [
      'ends of lines of Windows',
      'list generations\r\nwhat is installed\r\n',
      /Eleven generations.*installed/s,
    ],
    ['no end of the last line', 'list generations', /Eleven generations/],
    [
      'ten megabytes in one line',
      `${'a'.repeat(10_000_000)}\nlist generations\n`,
      /too long.*Eleven generations/s,
    ],
    ['NUL bytes', 'help\0\0\nlist\0generations\nlist generations\n', /Eleven generations/],
    [
      'bytes that are no UTF-8',
      Buffer.from([0xff, 0xfe, 0xc3, 10, 0x68, 0x65, 0x6c, 0x70, 10]),
      /You can say/,
    ],
    ['control characters', '\u001b[2J\u001b]0;x\u0007\nhelp\n', /You can say/],
    ['a thousand empty lines', `${'\n'.repeat(1000)}help\n`, /You can say/],
  ])('%s', async (_, input, said) => {
    const out = await chat(input);
    expect(out).toMatch(said);
    // What is typed never comes back as what steers a terminal.
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\0');
  });
});

describe('terminals and languages', () => {
  test.each([
    { LC_ALL: 'C' },
    { LC_ALL: 'xx_YY', LANG: undefined },
    { LANG: undefined, LC_ALL: undefined },
    { LC_ALL: 'tr_TR.UTF-8' },
    { TERM: 'dumb' },
    { NO_COLOR: '1' },
    { TZ: 'Nowhere/Atlantis' },
    { TZ: 'Pacific/Kiritimati' },
  ])('%j changes nothing of what is said', async (environment) => {
    const run = await person.run(LIST, { environment });
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.out).toMatch(/^Eleven generations, newest first: 43/);
    expect(run.out).not.toContain('\u001b');
  });

  test('a terminal of twenty columns is answered as any other, without cursor movements of ours', async () => {
    const talk = `stty cols 20 rows 4; exec "${process.execPath}" "$PROGRAM" chat`;
    const through = ['sh', '-c', `PROGRAM="$2"; export PROGRAM; exec script -qec "$TALK" /dev/null`, 'sh'];
    const run = await person.run([], {
      through,
      environment: { TALK: talk, TERM: 'dumb' },
      stdin: 'install firefox\nyes\ngoodbye\n',
    });
    expect(run.out).toMatch(/Install firefox\?.*Done\./s);
    expect(run.out).not.toContain('\u001b');
  });
});
