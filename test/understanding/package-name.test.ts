import { describe, expect, it } from 'vitest';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Package } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { packageReader } from '#understanding/package-name.ts';

const [known] = bundledPackages();
/** Nixpkgs has many packages that are called like everyday words, and nothing else. */
const little = ['time', 'machine', 'light', 'table'].map(
  (attribute): Package => ({ ...(known as Package), attribute, programs: [], spoken: [], keywords: [] }),
);
const index = packageIndex([...bundledPackages(), ...little]);
const read = (text: string) => packageReader(index)({ words: text.split(' '), breaks: new Set() });

describe('names in a row', () => {
  it.each([
    ['blender krita audacity', ['blender', 'krita', 'audacity']],
    ['fire fox visual studio code', ['firefox', 'vscode']],
    ['light', ['light']],
    ['light and krita', ['light', 'krita']],
  ])('%s', (text, attributes) => {
    expect(read(text)).toMatchObject({ type: 'packages', attributes });
  });

  it.each(['time machine', 'the light table', 'krita time'])(
    'what is little known has to be told apart: %s',
    (text) => {
      expect(read(text)).toMatchObject({ type: 'unknown' });
    },
  );
});

describe('what is called like things of every day', () => {
  it.each([
    'file',
    'this file',
    'my file',
    'that light',
    'the tree',
    'the photo',
    'music',
    'the time app',
    'git and the file',
    'that document',
  ])('is no package: %s', (text) => {
    expect(read(text)).toMatchObject({ type: 'unknown' });
  });

  it.each([
    ['the file command', 'file'],
    ['the package file', 'file'],
    ['the command tree', 'tree'],
    ['the program less', 'less'],
    ['less', 'less'],
    ['the fish shell', 'fish'],
    ['the go language', 'go'],
    ['my firefox', 'firefox'],
    ['that gimp thing', 'gimp'],
  ])('is a package when it is said to be one: %s', (text, attribute) => {
    expect(read(text)).toMatchObject({ type: 'packages', attributes: [attribute] });
  });
});
