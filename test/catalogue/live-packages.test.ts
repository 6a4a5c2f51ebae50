import { expect, it } from 'vitest';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { livePackages } from '#catalogue/live-packages.ts';
import { withOwnNames } from '#catalogue/own-names.ts';
import type { Package } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { readProgramName } from '#understanding/program-name.ts';

const only = (attribute: string): Package => ({
  attribute,
  version: '1',
  description: `the ${attribute}`,
  programs: [`${attribute.toUpperCase()}-Helper`],
  spoken: [],
  keywords: [],
  downloadBytes: 0,
  diskBytes: 0,
});

it('packages that are replaced are found by all who had the earlier ones', () => {
  const live = livePackages(() => packageIndex([only('before')]));
  const own = [{ kind: 'package', name: 'after', spoken: 'my thing' }] as const;
  const { packages } = withOwnNames({ ...bundledCatalogue(), packages: live.index }, own);
  expect(packages.all()).toHaveLength(1);
  expect(readProgramName(['before', 'helper'], packages)).toBe('BEFORE-Helper');

  live.replace(packageIndex([only('after'), only('other')]));
  expect(packages.size).toBe(2);
  expect(packages.all().map(({ attribute, spoken }) => [attribute, ...spoken])).toEqual([
    ['after', 'after', 'my thing'],
    ['other'],
  ]);
  expect(packages.byAttribute('before')).toBeUndefined();
  expect(packages.byAttribute('after')).toMatchObject({ version: '1' });
  expect(packages.named('my thing', 1)[0]?.package.attribute).toBe('after');
  expect(packages.at(0)?.spoken).toEqual(['after', 'my thing']);
  expect(packages.beginning('myth', 3).map(({ attribute }) => attribute)).toEqual(['after']);
  expect(packages.beginning('ot', 3).map(({ attribute }) => attribute)).toEqual(['other']);
  expect(packages.bringing('OTHER-Helper').map(({ attribute }) => attribute)).toEqual(['other']);
  expect(packages.called('other')).toEqual(['other']);
  expect(packages.search('the other', 1)[0]?.package.attribute).toBe('other');
  expect(readProgramName(['after', 'helper'], packages)).toBe('AFTER-Helper');
});
