import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { ManagedConfig, managedText } from '#nix/managed-config.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import { UndoRecord } from '#nix/systems/local/records.ts';
import { toldBy } from '#nix/systems/local/told.ts';
import { isWhole } from '../../helper/wholeness.ts';
import type { KillBed } from './kill-bed.ts';

/** What of a system has to be whole. */
export interface SystemState {
  managed: string;
  generation: number;
  numbers: readonly number[];
  undo: UndoRecord;
  /** Channels, or the lock of a flake. */
  inputs: string;
}

const OWN_STATE = 'home/.local/state/ask-nix/local';
/** What stays when nothing is under way: the undo record, what was learned, the helper's memory, caches. */
const STAYS = new Set([
  'undo.json',
  'by-hand.json',
  'durations.jsonl',
  'last-build.json',
  'inputs.json',
  'own-formatting.json',
  'activation.log',
  'activation-environment.json',
  'compiled',
]);

export function stateOf({ mini }: Pick<KillBed, 'mini'>): SystemState {
  const { places, root } = mini;
  const { generations } = readGenerations(places);
  return {
    managed: readFileSync(join(places.configuration, 'ask-nix.json'), 'utf8'),
    generation: generations.find(({ current }) => current)?.number ?? 0,
    numbers: generations.map(({ number }) => number),
    undo: UndoRecord.parse(JSON.parse(textIn(join(root, OWN_STATE, 'undo.json')) ?? '[]')),
    inputs: inputsIn(mini),
  };
}

function inputsIn({ places }: KillBed['mini']): string {
  const channels = join(places.state, 'profiles/per-user/root/channels');
  const lock = textIn(join(places.configuration, 'flake.lock'));
  return lock ?? (existsSync(channels) ? readlinkSync(channels) : '');
}

function textIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Expects of a system on which nothing is under way that each part of it is as it was `before` or as a change left it, all
 * parts alike, with nothing left over. `told`: with what to name it when it is not so.
 */
export function expectWhole(bed: KillBed, before: SystemState, told: string): SystemState {
  const { mini } = bed;
  const now = stateOf(bed);
  const { generations, damaged } = readGenerations(mini.places);
  const current = generations.find(({ number }) => number === now.generation);
  expect({ damaged, whole: isWhole(mini) }, told).toEqual({ damaged: [], whole: true });
  expect(realpathSync(join(mini.places.run, 'current-system')), told).toBe(current?.toplevel);

  const config = ManagedConfig.parse(JSON.parse(now.managed));
  if (now.generation === before.generation) expect(now.managed, told).toBe(before.managed);
  expect(now.managed, told).toBe(managedText(config));
  const made = toldBy(current?.toplevel ?? '');
  expect([Object.keys(made?.packages ?? {}), made?.options], told).toEqual([config.packages, config.options]);
  if (now.generation === before.generation) expect(now.inputs, told).toBe(before.inputs);

  const { length } = before.undo;
  const entry = now.undo.at(-1);
  if (now.undo.length === length + 1)
    expect([entry?.from, entry?.to], told).toEqual([before.generation, now.generation]);
  else if (now.undo.length === length - 1) expect(now.undo, told).toEqual(before.undo.slice(0, -1));
  else expect(now.undo, told).toEqual(before.undo);
  if (now.generation !== before.generation) expect(now.undo.length, told).not.toBe(length);

  const left = leftOver(mini);
  expect(left, `${left.join(', ')} ${told}`).toEqual([]);
  expect(fileJournal(bed.journal).check(), told).toMatchObject({ torn: [], broken: [] });
  return now;
}

function leftOver({ root, places }: KillBed['mini']): string[] {
  // Locks and links that a killed Nix was about to rename it takes over, or passes by.
  const isOfProfile = /^(per-user|system|system-\d+-link|system\.lock|\.\d+_system)$/;
  const found = {
    [OWN_STATE]: (name: string) => STAYS.has(name),
    'var/lib/ask-nix-helper': (name: string) => STAYS.has(name),
    'home/.cache/ask-nix/shadows': () => false,
    'home/.local/state/ask-nix': (name: string) => name === 'local' || name === 'journal.jsonl',
    'etc/nixos': (name: string) => !/lock$|new$|shadow/.test(name) || name === 'flake.lock',
    'nix/var/nix/profiles': (name: string) => isOfProfile.test(name),
    'nix/var/nix/gcroots': (name: string) => /^(auto|profiles|per-user|ask-nix-last-build)$/.test(name),
  };
  const all = Object.entries(found).flatMap(([folder, stays]) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).flatMap((name) => (stays(name) ? [] : [`${folder}/${name}`]))
      : [],
  );
  const channels = join(places.state, 'profiles/per-user/root');
  return [
    ...all,
    ...readdirSync(channels).filter((name) => !/^(channels(-\d+-link|\.lock)?|\.\d+_channels)$/.test(name)),
  ];
}
