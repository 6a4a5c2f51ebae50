import { describe, expect, it, test } from 'vitest';
import { parseDerivation } from '#nix/rebuild/derivation.ts';

const STORE = '/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783';
const GOOD = `Derive([("dev","${STORE}-a-dev","",""),("out","${STORE}-a","r:sha256","00")],[("${STORE}-b.drv",["dev","out"]),("${STORE}-c.drv",["out"])],["${STORE}-d.sh"],"x86_64-linux","/bin/sh",["-e","a \\"quoted\\" \\\\ word\\n"],[("name","a"),("text","one\\ttwo\\r")])`;

test('a derivation tells its outputs and what it is built from', () => {
  expect(parseDerivation(GOOD)).toEqual({
    outputs: new Map([
      ['dev', `${STORE}-a-dev`],
      ['out', `${STORE}-a`],
    ]),
    inputs: new Map([
      [`${STORE}-b.drv`, ['dev', 'out']],
      [`${STORE}-c.drv`, ['out']],
    ]),
    sources: [`${STORE}-d.sh`],
    system: 'x86_64-linux',
    environment: new Map([
      ['name', 'a'],
      ['text', 'one\ttwo\r'],
    ]),
  });
});

test('escapes are read, and need no end of their own', () => {
  const text = 'Derive([],[],["a\\"b\\\\c\\nd"],"s","b",[],[])';
  expect(parseDerivation(text)?.sources).toEqual(['a"b\\c\nd']);
});

describe('anything else is no derivation', () => {
  test.each([
    '',
    'Derive',
    'Derive([],[],[],"s","b",[],[]',
    'Derive([],[],[],"s","b",[],[]))',
    'Derive([],[],[],"s","b",[],[]) and more',
    'Derive([],[],[,],"s","b",[],[])',
    'Derive([],[],["a" "b"],"s","b",[],[])',
    'Derive([("out","p","")],[],[],"s","b",[],[])',
    'Derive([],[],[],"s","b",[],[("a")])',
    'Derive([],[],["a\\"],"s","b",[],[])',
    'DrvWithVersion("xp-dyn-drv",[],[],[],"s","b",[],[])',
    '{"outputs":{}}',
  ])('%s', (text) => {
    expect(parseDerivation(text)).toBeUndefined();
  });

  it('at any length', () => {
    for (let length = 0; length < GOOD.length; length++)
      expect(parseDerivation(GOOD.slice(0, length))).toBeUndefined();
  });

  it('beyond its limits', () => {
    expect(parseDerivation(`Derive([],[],[${'"a",'.repeat(200_001)}"a"],"s","b",[],[])`)).toBeUndefined();
    expect(parseDerivation(`${GOOD}${' '.repeat(16_000_001)}`)).toBeUndefined();
  });
});
