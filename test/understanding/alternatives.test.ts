import { describe, expect, it } from 'vitest';
import { IDLE, type StateName } from '#understanding/expectation.ts';
import { understand } from '#understanding/understand.ts';
import { grammar, meaning, world } from './world.ts';

function guesses(texts: readonly string[], state: StateName = 'idle'): string {
  const alternatives = texts.map((text, at) => ({ text, score: 100 - at }));
  return meaning(understand(alternatives, grammar, { ...IDLE, state }, world));
}

describe('guesses of the recognizer', () => {
  it('lets an understood guess beat a better one that is not', () => {
    expect(guesses(['in the fire fog', 'install firefox'])).toBe('install_package firefox');
  });

  it('takes the best guess when it is understood', () => {
    expect(guesses(['remove vim', 'remove nano'])).toBe('remove_package vim');
  });

  it('never takes a yes from a lower guess', () => {
    expect(guesses(['chess', 'yes'], 'confirming')).toBe('not-in-grammar');
  });

  it('never takes what cannot be undone from a lower guess', () => {
    expect(guesses(['correct garbage', 'collect garbage'])).toBe('not-in-grammar');
  });

  it('lets a refusal in a lower guess veto a yes', () => {
    expect(guesses(['yes', 'no'], 'confirming')).toBe('alternatives-disagree');
    expect(guesses(['go ahead', 'go away', 'cancel'], 'confirming')).toBe('alternatives-disagree');
  });

  it('lets a negated best guess stand against all others', () => {
    expect(guesses(["don't remove vim", 'remove vim'])).toBe('negated');
  });

  it('acts on no lower guess when two of them say different changes', () => {
    expect(guesses(['room of him', 'remove vim', 'remove nano'])).toBe('alternatives-disagree');
  });

  it('has nothing to say to no guesses', () => {
    expect(guesses([])).toBe('nothing-heard');
  });
});
