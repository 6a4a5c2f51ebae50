import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '#nix/answer.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { eventsOf, never } from '../../contracts/nix.ts';
import type { LocalFixture } from './local-fixture.ts';

type Service = 'service_enable' | 'service_disable' | 'service_start' | 'service_stop' | 'service_restart';

export const remove = (name: string): Request => ({
  intent: 'remove_package',
  package: Attribute.parse(name),
});
export const service = (intent: Service, name: string): Request => ({
  intent,
  service: ServiceName.parse(name),
});
export const set = (option: string, value: string | number | boolean): Request => ({
  intent: 'set_option',
  option: OptionPath.parse(option),
  value,
});
export const UNDO: Request = { intent: 'edit_undo' };

/** All answers to `requests`: of the plan when there is none to carry out, else of carrying it out. */
export async function answersTo(nix: Nix, ...requests: Request[]): Promise<Answer[]> {
  const planned = await nix.plan(requests, never);
  if (planned.type === 'answer') return [planned.answer];
  const events = await eventsOf(nix, planned.plan);
  return events.filter((event) => event.type !== 'progress');
}

/** The only answer. */
export async function answerTo(nix: Nix, ...requests: Request[]): Promise<Answer> {
  const [answer, ...more] = await answersTo(nix, ...requests);
  if (!answer || more.length > 0) throw new Error(`not one answer, but ${JSON.stringify([answer, ...more])}`);
  return answer;
}

/** All that a change could leave behind. */
export async function stateOf({ mini, nix }: LocalFixture) {
  const { generations, current } = await nix.facts(never);
  return {
    managed: managedText(mini.places.configuration),
    generations: generations.map(({ number }) => number),
    current,
    undo: textOf(join(mini.root, 'home/.local/state/ask-nix/local/undo.json')),
    pending: textOf(join(mini.root, 'home/.local/state/ask-nix/local/pending.json')),
  };
}

export function managedText(configuration: string): string | undefined {
  return textOf(join(configuration, 'ask-nix.json'));
}

/** Writes the file that the user wrote by hand. */
export function byHand({ mini }: Pick<LocalFixture, 'mini'>, text: string): void {
  const file = join(mini.places.configuration, 'hardware-configuration.nix');
  writeFileSync(file, `{ lib, pkgs, ... }:\n{\n  ${text}\n}\n`);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
