import { expect, it } from 'vitest';
import { hear, meaning } from './world.ts';

it.each([
  ['list the gene rations', 'list_generations'],
  ['delete generations older than to weeks', 'delete_generations 2 weeks P2W'],
  ['compare generation twenty to the current one', 'compare_generations 20 current'],
  ['disable sink thing', 'service_disable syncthing'],
  ['verry fie the store', 'verify_store'],
  ['explain nicks channels', 'explain nix channel'],
])('“%s” is heard as %s', (text, meant) => {
  expect(meaning(hear(text))).toContain(meant);
});

it.each([
  'explain the rules of chess to me',
  'we had rations for a whole generation',
  'the jean rations were late',
])('“%s” stays what it is', (text) => {
  expect(meaning(hear(text))).toBe('not-in-grammar');
});

it('a name that nobody knows is asked back about', () => {
  expect(hear('install frobnicator')).toMatchObject({ decision: 'incomplete', heard: 'frobnicator' });
});
