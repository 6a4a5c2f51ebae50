import { describe, expect, it } from 'vitest';
import { mergePackages } from '#catalogue/sources/merge-packages.ts';
import { parseRecord } from '#catalogue/sources/nixpkgs-record.ts';
import { Attribute } from '#nix/attribute.ts';
import { ProgramName } from '#nix/names.ts';

const rules = {
  isAttribute: (text: string) => Attribute.safeParse(text).success,
  isProgram: (text: string) => ProgramName.safeParse(text).success,
};
const read = (key: string, record: unknown) => parseRecord({ key, json: JSON.stringify(record) }, rules);

describe('a record of nixpkgs', () => {
  it('gives what there is to tell of a package', () => {
    const meta = {
      description: 'Greets.',
      mainProgram: 'hello',
      unfree: true,
      broken: false,
      insecure: true,
    };
    expect(read('hello', { name: 'hello-2.12', pname: 'hello', version: '2.12', meta })).toEqual({
      attribute: 'hello',
      version: '2.12',
      description: 'Greets',
      programs: ['hello'],
      unfree: true,
      insecure: true,
    });
  });

  it('may lack all but its name', () => {
    expect(read('python3Packages.a', { name: 'a' })).toEqual({
      attribute: 'python3Packages.a',
      version: 'unknown',
      description: '',
      programs: [],
    });
    expect(
      read('a', { name: 'a', version: 7, meta: { description: ['x'], mainProgram: null } }),
    ).toBeDefined();
    expect(read('a', { name: 'a', meta: 'none' })).toBeDefined();
  });

  it.each([
    '',
    'a b',
    '$(reboot)',
    '../etc',
    '-f',
    'a"; builtins.exec',
    'a..b',
    'ünï',
    'a'.repeat(200),
    '__proto__\n',
  ])('called %j is passed over', (attribute) =>
    expect(read(attribute, { name: 'a', version: '1' })).toBeUndefined(),
  );

  it.each([null, 1, 'text', [], {}, { name: 5 }])('that is %j is passed over', (record) => {
    expect(read('a', record)).toBeUndefined();
  });

  it('that is no JSON is passed over', () => {
    expect(parseRecord({ key: 'a', json: '{"name":}' }, rules)).toBeUndefined();
  });

  it('brings no program that cannot be typed', () => {
    expect(read('a', { name: 'a', meta: { mainProgram: 'x; rm -rf /' } })?.programs).toEqual([]);
  });

  it('has one plain line of description, however it was written', () => {
    const of = (description: string) => read('a', { name: 'a', meta: { description } })?.description;
    expect(of('\u001b[31mRed\u001b[0m\u0007 alarm\r\n\tnow\u0000...')).toBe('[31mRed [0m alarm now');
    expect(of('safe\u202Etxt.exe\u2066 \ud800')).toBe('safe txt.exe');
    const long = of('word '.repeat(100_000)) as string;
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long).toMatch(/word$/);
    expect(of('🦊'.repeat(300))?.isWellFormed()).toBe(true);
  });
});

describe('a list and what we bring', () => {
  const bundled = [
    {
      attribute: 'vlc',
      version: '1',
      description: 'Media player',
      programs: ['vlc', 'cvlc'],
      spoken: ['v l c'],
      keywords: ['video player'],
      downloadBytes: 7,
      diskBytes: 8,
    },
    {
      ...{ attribute: 'gone', version: '1', description: 'x', programs: [] },
      spoken: ['gone'],
      keywords: [],
      downloadBytes: 1,
      diskBytes: 1,
    },
  ];
  const listed = (attribute: string, more = {}) => ({
    attribute,
    version: '3',
    description: '',
    programs: [],
    ...more,
  });

  it('are one: versions of the list, names of ours, sizes of neither', () => {
    const { packages } = mergePackages([listed('vlc', { programs: ['vlc'], unfree: true })], bundled);
    expect(packages).toEqual([
      {
        attribute: 'vlc',
        version: '3',
        description: 'Media player',
        programs: ['vlc', 'cvlc'],
        spoken: ['v l c'],
        keywords: ['video player'],
        unfree: true,
        downloadBytes: 0,
        diskBytes: 0,
      },
    ]);
  });

  it('come well-known first, what is in sets last, and what the list lacks not at all', () => {
    const list = ['a.b', 'z', 'vlc', 'b', 'z'].map((attribute) => listed(attribute));
    const { packages, doubles } = mergePackages(list, bundled);
    expect(packages.map(({ attribute }) => attribute)).toEqual(['vlc', 'z', 'b', 'a.b']);
    expect(doubles).toBe(1);
  });
});
