import { expect, test } from 'vitest';
import type { StateName } from '#understanding/expectation.ts';
import { hear, meaning } from './world.ts';

// What fits more than one template means one thing, by the state or by the words themselves.
test.each<[string, StateName, string]>([
  ['what does it do', 'idle', 'package_info <it>'],
  ['what does it do', 'running', 'explain plan'],
  ['what does that program do', 'running', 'package_info <it>'],
  ['what was the question', 'running', 'repeat'],
  ['is it busy', 'running', 'status'],
  ['is it very busy', 'running', 'metrics'],
  ['start it', 'idle', 'service_start <it>'],
  ['start it', 'confirming', 'affirm'],
  ['i want it', 'idle', 'install_package <it>'],
  ['i want it', 'confirming', 'affirm'],
  ["i don't want that any longer", 'idle', 'remove_package <it>'],
  ["i don't want that any longer", 'confirming', 'deny'],
  ['oh no back out', 'confirming', 'cancel'],
  ['give me the oldest generation', 'idle', 'list_generations'],
  ['give me it again', 'idle', 'repeat'],
  ['print my last command', 'idle', 'show_history'],
  ['echo my last command', 'idle', 'repeat heard'],
  ['what would upgrade do', 'idle', 'explain upgrade'],
  ['what would an upgrade do', 'idle', 'check_updates'],
  ['what is kernel exactly', 'idle', 'explain kernel'],
  ['what is my kernel exactly', 'idle', 'system_info'],
  ['tell me about this server', 'idle', 'package_info <it>'],
  ['tell me about this computer', 'idle', 'system_info'],
  ['have firefox on here', 'idle', 'install_package firefox'],
  ['neo vim should not be on here', 'idle', 'remove_package neovim'],
  ['show me what nano does', 'idle', 'package_info nano'],
  ['put number two on again', 'idle', 'install_package <position 2>'],
])('“%s” while %s', (text, state, meant) => {
  expect(meaning(hear(text, state))).toBe(meant);
});

test('a sign of the shell is no value, but pipe operators are a feature of Nix', () => {
  const set = 'set_option nix.settings.experimental-features pipe-operators';
  expect(meaning(hear('set experimental features to pipe operators'))).toBe(set);
  expect(meaning(hear('set experimental features to pipe delete'))).toBe('not-in-grammar');
});

test('a sentence is not spelled into the name of a program', () => {
  expect(meaning(hear('could i just adjust the location provider'))).toBe(
    'incomplete set_option location.provider',
  );
});
