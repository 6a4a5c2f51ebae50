import { describe, expect, test } from 'vitest';
import { conversation } from './scene.ts';

/** Without the words that end each of these conversations. */
const ours = (lines: readonly string[]) =>
  lines
    .filter((line) => /^ {2}[^(]/.test(line) && !line.includes('Nobody can answer now'))
    .map((line) => line.trim());
const done = (lines: readonly string[]) => ours(lines).filter((line) => line.startsWith('Done.'));
const asked = (lines: readonly string[]) => ours(lines).filter((line) => line.includes('?'));

describe('the same with another name', () => {
  test('is planned, read back and confirmed as if said whole', async () => {
    const lines = await conversation(['install krita', 6, 'yes', 25, 'blender too', 6, 'yes', 30]);
    expect(asked(lines)).toEqual([
      expect.stringMatching(/^Install krita\?/),
      expect.stringMatching(/^Install blender\?/),
    ]);
    expect(done(lines)).toEqual([
      expect.stringContaining('Krita is installed'),
      expect.stringContaining('Blender is installed'),
    ]);
  });

  test('without a yes does nothing', async () => {
    const lines = await conversation(['install krita', 6, 'yes', 25, 'the same with blender', 60]);
    expect(done(lines)).toHaveLength(1);
  });

  test('behind a yes is asked about when the plan is carried out', async () => {
    const lines = await conversation(['install krita', 6, 'yes, and blender as well', 25, 'yes', 30]);
    expect(done(lines)).toEqual([
      expect.stringContaining('Krita is installed'),
      expect.stringContaining('Blender is installed'),
    ]);
    expect(lines.findIndex((line) => /Krita is installed/.test(line))).toBeLessThan(
      lines.findIndex((line) => /Install blender\?/.test(line)),
    );
  });

  test('to an open plan makes it larger, and it is asked about afresh', async () => {
    const lines = await conversation(['install krita', 6, 'and blender too', 6, 'yes', 30]);
    expect(asked(lines)).toContainEqual(expect.stringMatching(/^Install krita and blender\?/));
    expect(done(lines)).toEqual([expect.stringMatching(/Krita is installed.*Blender is installed/)]);
  });

  test('after something irreversible wants the words that it needs', async () => {
    const lines = await conversation([
      'delete generation 35',
      12,
      'delete them',
      20,
      'and 36 too',
      12,
      'yes',
      12,
      'delete them',
      20,
    ]);
    expect(done(lines)).toHaveLength(2);
    const second = lines.findIndex((line) => /Delete generation 36\?/.test(line));
    expect(second).toBeGreaterThan(0);
    expect(lines.slice(second).findIndex((line) => /^ {2}Done/.test(line))).toBeGreaterThan(
      lines.slice(second).indexOf('delete them'),
    );
  });

  test('with nothing before it, asks what to do', async () => {
    const lines = await conversation(['the same with krita', 6]);
    expect(ours(lines)).toEqual([expect.stringMatching(/^What shall I do with it\? Say /)]);
  });
});

describe('parts of a plan', () => {
  test('what is left is read back, and only that is carried out', async () => {
    const lines = await conversation(['install krita and blender', 8, 'without blender', 6, 'yes', 30]);
    expect(asked(lines).at(-1)).toMatch(/^Install krita\?/);
    expect(done(lines)).toEqual([expect.not.stringContaining('Blender')]);
  });

  test('“yes but only the first” is no yes to anything', async () => {
    const lines = await conversation(['install krita and blender', 8, 'yes but only the first', 40]);
    expect(done(lines)).toEqual([]);
    expect(asked(lines)).toContainEqual(expect.stringMatching(/^Install krita\?/));
  });

  test('when nothing is left, it is dropped', async () => {
    const lines = await conversation(['install krita', 6, 'not krita', 6, 'yes', 10]);
    expect(ours(lines)).toContainEqual(expect.stringContaining('nothing was changed'));
    expect(done(lines)).toEqual([]);
  });
});

describe('what was refused', () => {
  test('its harmless rest is planned only when it is asked for, and carried out only after a yes', async () => {
    const said = 'get krita and and r m dash r f home';
    expect(done(await conversation([said, 6, 'yes', 6, 'go ahead', 20]))).toEqual([]);
    const lines = await conversation([said, 6, 'ok then only krita', 6, 'yes', 30]);
    expect(asked(lines)).toContainEqual(expect.stringMatching(/^Install krita\?/));
    expect(done(lines)).toEqual([expect.stringContaining('Krita is installed')]);
  });

  test('is forgotten with the next command', async () => {
    const lines = await conversation([
      'get krita && rm -rf /',
      6,
      'list generations',
      20,
      'only the first',
      8,
    ]);
    expect(asked(lines).some((line) => line.startsWith('Install krita'))).toBe(false);
  });
});

describe('pointing', () => {
  test.each([
    ['start it up', 'nginx i mean', /^(Start|Engine)/],
    ['turn that daemon off', 'i mean nginx', /^(Disable|nginx|Engine)/i],
    ['restart it', 'the nginx one', /^(Restart|Engine)/],
    ['remove it', 'vlc i mean', /^Remove vlc/i],
    ['install that one', 'krita', /^Install krita/],
  ])('“%s” with nothing to point at asks which, and “%s” answers', async (said, answer, expected) => {
    const lines = await conversation([said, 6, answer, 8]);
    expect(ours(lines)[0]).toMatch(/^Which (service|package)\?/);
    expect(ours(lines)[1]).toMatch(expected);
  });

  test('“turn it off again” is what was turned on', async () => {
    const lines = await conversation(['turn on bluetooth', 8, 'yes', 25, 'turn it off again', 8]);
    expect(ours(lines).at(-1)).toMatch(/bluetooth/i);
    expect(ours(lines).at(-1)).toMatch(/off/);
  });
});

describe('half a name', () => {
  test('is offered, and twice a yes installs it', async () => {
    const lines = await conversation(['add zel something', 6, 'yes', 8, 'yes', 30]);
    expect(ours(lines)[0]).toBe('Did you mean zellij?');
    expect(done(lines)).toHaveLength(1);
  });

  test('that is like nothing is asked for', async () => {
    const lines = await conversation(['install something like xyqqw', 6, 'krita', 8]);
    expect(ours(lines)[0]).toMatch(/^I know no package called xyqqw/);
    expect(ours(lines)[1]).toMatch(/^Install krita/);
  });
});

describe('time-outs', () => {
  test.each([
    [['restart it', 60, 'yes', 8]],
    [['install xyqqw', 6, 'spell it', 60, 'yes', 8]],
    [['install something like blend', 60, 'yes', 8]],
  ])('%j: what was asked is dropped, and a late yes is to nothing', async (acts) => {
    const lines = await conversation(acts);
    expect(ours(lines)).toContainEqual(expect.stringMatching(/^I got no answer, so I dropped it/));
    expect(ours(lines).at(-1)).toMatch(/nothing to say yes to/);
  });
});

describe('spelling the answer', () => {
  test.each([
    [['install xyqqw', 6, 'spelling it now', 6, 'k r i t a', 8], /^Install krita/],
    [['restart it', 6, 'spell it', 6, 'n g i n x', 8], /^(Restart|Engine)/],
    [['set the host name', 6, 'i will spell it', 6, 'm y b o x', 8], /host name to mybox/],
  ])('%j', async (acts, expected) => {
    expect(ours(await conversation(acts)).at(-1)).toMatch(expected);
  });

  test('“why” is no letter', async () => {
    const lines = await conversation(['install xyqqw', 6, 'spell it', 6, 'why', 6]);
    expect(ours(lines).at(-1)).toBe('Spell it, letter by letter.');
  });
});
