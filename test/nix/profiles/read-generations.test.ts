import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { NixPlaces } from '#nix/places.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import type { ToplevelFacts } from '#nix/profiles/toplevel-facts.ts';
import { emptyPlaces, storePath, writeGenerations } from './many-generations.ts';

function profileOf(count: number): { places: NixPlaces; profiles: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-generations-'));
  const places = emptyPlaces(root);
  if (count > 0) writeGenerations(places, count);
  const profiles = join(places.state, 'profiles');
  return { places, profiles, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

const numbers = (entries: readonly { number?: number }[]) => entries.map(({ number }) => number);

it('tells all of each generation, newest first', () => {
  using made = profileOf(40);
  const { generations, damaged, current, active, booted } = readGenerations(made.places);
  expect(damaged).toEqual([]);
  expect(numbers(generations)).toEqual(Array.from({ length: 40 }, (_, index) => 40 - index));
  expect(generations[0]).toEqual({
    number: 40,
    madeAt: 1_770_000_000_000,
    current: true,
    active: true,
    booted: false,
    toplevel: active,
    label: 'before-update-26.05.20260010.abcdef0',
    nixosVersion: '26.05.20260010.abcdef0',
    kernel: '6.12.3',
    revision: '10'.padStart(40, '0'),
    specialisations: ['gaming'],
  });
  expect(current).toBe(40);
  expect(generations.filter((generation) => generation.booted)).toMatchObject([
    { number: 20, toplevel: booted },
  ]);
});

it('reads systems that have no boot.json from their files', () => {
  using made = profileOf(20);
  const before = readGenerations(made.places);
  for (const { toplevel } of before.generations) unlinkSync(join(toplevel, 'boot.json'));
  expect(readGenerations(made.places)).toEqual(before);
});

it('knows what runs when it is a specialisation', () => {
  using made = profileOf(20);
  const { generations } = readGenerations(made.places);
  const running = join(made.places.run, 'current-system');
  unlinkSync(running);
  const child = storePath(made.places.store, 999, 'nixos-system-many-gaming');
  mkdirSync(child);
  const link = join(generations[0]?.toplevel as string, 'specialisation/gaming');
  unlinkSync(link);
  symlinkSync(child, link);
  symlinkSync(child, running);
  const again = readGenerations(made.places);
  expect(numbers(again.generations.filter(({ active }) => active))).toEqual([20]);
  expect(again.active).toBe(child);
});

it('looks at links anew, and keeps what systems say of themselves', () => {
  using made = profileOf(3);
  const known = new Map<string, ToplevelFacts>();
  const { generations } = readGenerations(made.places, known);
  expect([...known.keys()].sort()).toEqual(generations.map(({ toplevel }) => toplevel).sort());
  const kept = generations[1]?.toplevel as string;
  known.set(kept, { ...(known.get(kept) as ToplevelFacts), label: 'kept' });
  unlinkSync(join(made.profiles, 'system-3-link'));
  unlinkSync(join(made.profiles, 'system'));
  symlinkSync('system-2-link', join(made.profiles, 'system'));
  expect(readGenerations(made.places, known).generations).toMatchObject([
    { number: 2, label: 'kept', current: true, active: false },
    { number: 1, current: false },
  ]);
  renameSync(kept, `${kept}-gone`);
  expect(readGenerations(made.places, known).damaged).toMatchObject([{ number: 2, why: 'missing' }]);
});

it('tells what is damaged and lists the rest', () => {
  using made = profileOf(4);
  const { places, profiles } = made;
  const link = (name: string, target: string) => symlinkSync(target, join(profiles, name));
  const other = storePath(places.store, 5000, 'hello-2.12');
  mkdirSync(other);
  link('system-5-link', storePath(places.store, 5001, 'nixos-system-many-gone'));
  link('system-6-link', '/etc');
  link('system-7-link', `${other}/share`);
  link('system-8-link', other);
  link('system-9-link', `${places.store}/..`);
  link('system-12-link', 'system-12-link');
  writeFileSync(join(profiles, 'system-10-link'), '');
  mkdirSync(join(profiles, 'system-11-link'));
  link('system-007-link', other);
  link('system-1; reboot\n-link', other);
  link('system--3-link', other);
  for (const another of ['systemd-1-link', 'default-1-link', 'per-user', 'system-profiles'])
    link(another, other);
  const { generations, damaged } = readGenerations(places);
  expect(numbers(generations)).toEqual([4, 3, 2, 1]);
  expect(Object.fromEntries(damaged.map(({ name, why }) => [name, why]))).toEqual({
    'system-5-link': 'missing',
    'system-6-link': 'outside',
    'system-7-link': 'outside',
    'system-8-link': 'no-system',
    'system-9-link': 'outside',
    'system-10-link': 'not-a-link',
    'system-11-link': 'not-a-link',
    'system-12-link': 'outside',
    'system-007-link': 'not-numbered',
    'system-1; reboot\n-link': 'not-numbered',
    'system--3-link': 'not-numbered',
  });
});

it('tells that the profile itself leads nowhere', () => {
  using made = profileOf(2);
  unlinkSync(join(made.profiles, 'system'));
  symlinkSync('system-7-link', join(made.profiles, 'system'));
  const gone = readGenerations(made.places);
  expect([gone.current, numbers(gone.generations.filter(({ current }) => current))]).toEqual([7, []]);
  unlinkSync(join(made.profiles, 'system'));
  expect(readGenerations(made.places)).not.toHaveProperty('current');
});

it('finds nothing in a profile that was never made, and says so when it may not look', () => {
  using made = profileOf(0);
  expect(readGenerations(made.places)).toEqual({ generations: [], damaged: [] });
  rmSync(made.profiles, { recursive: true });
  expect(readGenerations(made.places)).toEqual({ generations: [], damaged: [] });
  writeFileSync(made.profiles, '');
  expect(readGenerations(made.places).damaged).toMatchObject([{ name: made.profiles, why: 'unreadable' }]);
});

it('says nothing that a name could smuggle in', () => {
  using made = profileOf(1);
  const toplevel = readGenerations(made.places).generations[0]?.toplevel as string;
  unlinkSync(join(toplevel, 'boot.json'));
  writeFileSync(join(toplevel, 'nixos-version'), `26.05\u001b[2J\nfree${'x'.repeat(9000)}`);
  symlinkSync('/', join(toplevel, 'specialisation/a b; reboot'));
  symlinkSync('/', join(toplevel, 'specialisation/plain'));
  const [generation] = readGenerations(made.places).generations;
  expect(generation?.label).toMatch(/^26\.05 \[2J freex{180,190}$/);
  expect(generation?.specialisations).toEqual(['plain']);
  const spec = { label: 'NixOS Yarara \u001b[2J (Linux 6)' };
  writeFileSync(join(toplevel, 'boot.json'), JSON.stringify({ 'org.nixos.bootspec.v1': spec }));
  expect(readGenerations(made.places).generations).toEqual([generation]);
});
