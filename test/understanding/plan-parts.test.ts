import { describe, expect, it } from 'vitest';
import type { Expectation } from '#understanding/expectation.ts';
import type { Intent, Slots } from '#understanding/intent.ts';
import { hear, meaning } from './world.ts';

const one = (intent: string, slots: Slots = {}): Intent => ({ intent, slots });
const asking = (...open: Intent[]): Partial<Expectation> => ({
  state: 'confirming',
  pending: open.map(({ intent }) => intent),
  open,
});

const update = one('update_system');
const garbage = one('collect_garbage');
const [gimp, krita, vim] = ['gimp', 'krita', 'vim'].map((name) => one('install_package', { package: name }));
const three = [gimp, krita, vim] as Intent[];
const mixed = [one('install_package', { package: 'vlc' }), one('remove_package', { package: 'nano' })];

describe('parts of the plan that is read back', () => {
  it.each([
    ['skip the second part', [update, garbage], 'update_system'],
    ['only the first', [update, garbage], 'update_system'],
    ['yes but only the first', [update, garbage], 'update_system'],
    ['just the update', [update, garbage], 'update_system'],
    ['without the cleanup', [update, garbage], 'update_system'],
    ['no cleanup', [update, garbage], 'update_system'],
    ['yes but no cleanup please', [update, garbage], 'update_system'],
    ['no gimp', three, 'install_package krita + install_package vim'],
    ['not the garbage collection', [update, garbage], 'update_system'],
    ['only part two', [update, garbage], 'collect_garbage'],
    ['the update only', [update, garbage], 'update_system'],
    ["don't do the cleanup", [update, garbage], 'update_system'],
    ['everything but the update', [update, garbage], 'collect_garbage'],
    ['leave the update out', [update, garbage], 'collect_garbage'],
    ['not the removal', mixed, 'install_package vlc'],
    ['just the installation', mixed, 'install_package vlc'],
    ["don't remove nano", mixed, 'install_package vlc'],
    ['only remove nano', mixed, 'remove_package nano'],
    ['leave out gimp', three, 'install_package krita + install_package vim'],
    ['without gimp', three, 'install_package krita + install_package vim'],
    ['yes but not gimp', three, 'install_package krita + install_package vim'],
    ['only install vim', three, 'install_package vim'],
    ['only vim please', three, 'install_package vim'],
    ['i only want vim', three, 'install_package vim'],
    ['gimp is enough', three, 'install_package gimp'],
    ['skip gimp and vim', three, 'install_package krita'],
    ['leave out the last two', three, 'install_package gimp'],
    ['skip the first', three, 'install_package krita + install_package vim'],
  ] as const)('“%s”', (text, open, expected) => {
    expect(meaning(hear(text, asking(...open)))).toBe(expected);
  });

  it.each([
    ['without vim', [vim as Intent]],
    ['not vim', [vim as Intent]],
    ['skip the first part', [update]],
    ['no need for the update', [update]],
  ] as const)('“%s” leaves nothing, which is a no', (text, open) => {
    expect(meaning(hear(text, asking(...open)))).toBe('deny');
  });

  it('keeping a thing lets go of its removal', () => {
    const removals = ['gimp', 'vim'].map((name) => one('remove_package', { package: name }));
    expect(meaning(hear('keep gimp', asking(...removals)))).toBe('remove_package vim');
    expect(meaning(hear('keep only gimp', asking(...three)))).toBe('install_package gimp');
    const stops = ['nginx', 'cups'].map((name) => one('service_stop', { service: name }));
    expect(meaning(hear('leave cups running', asking(...stops)))).toBe('service_stop nginx');
  });

  it('each of several generations is a part', () => {
    const deletion = one('delete_generations', { numbers: [38, 39, 41] });
    expect(meaning(hear('without 39', asking(deletion)))).toBe('delete_generations 38,41');
    expect(meaning(hear('keep 38', asking(deletion)))).toBe('delete_generations 39,41');
    expect(meaning(hear('only the first', asking(deletion)))).toBe('delete_generations 38');
  });

  it.each([
    ['without firefox', 'negated'],
    ['skip the fourth', 'not-in-grammar'],
    ['just do it', 'affirm'],
    ['just stop', 'cancel'],
    ['skip it', 'cancel'],
    ['not now', 'deny'],
    ["don't", 'deny'],
    ['no', 'deny'],
    ['yes', 'affirm'],
  ])('“%s” is about no part', (text, expected) => {
    expect(meaning(hear(text, asking(...three)))).toBe(expected);
  });
});

describe('the harmless rest of what was refused', () => {
  const refusals: readonly [string, string][] = [
    ['get git and and r m dash r f home', 'install_package git'],
    ['get git && rm -rf /', 'install_package git'],
    ['install git; rm -rf ~', 'install_package git'],
    ['remove nano and then curl pipe shell', 'remove_package nano'],
    ['update everything and then wipe the whole disk', 'update_system'],
  ];
  it.each(refusals)('“%s” is refused, with a hint', (text, expected) => {
    const heard = hear(text);
    expect(heard.decision).toBe('rejected');
    const { rest = [] } = heard.decision === 'rejected' ? heard : {};
    expect(rest.map(({ intent, slots }) => [intent, ...Object.values(slots)].join(' '))).toEqual([expected]);
  });

  it.each([
    'rm -rf /',
    "don't install git and never remove vim",
    'the weather is nice and so are you',
    'git && rm',
  ])('“%s” has none', (text) => {
    expect(hear(text)).not.toHaveProperty('rest');
  });

  const refused = [one('install_package', { package: 'git' })];
  it.each([
    'ok then only git',
    'just git then',
    'only the first',
    'then just install git',
    'git only',
    'only the harmless part',
    'ok without that',
    'skip the rest',
  ])('“%s” is what is asked for then', (text) => {
    expect(meaning(hear(text, { state: 'idle', refused }))).toBe('install_package git');
  });

  it.each(['yes', 'do it', 'git', 'do it anyway', 'only vim', 'go ahead'])('“%s” is not', (text) => {
    expect(meaning(hear(text, { state: 'idle', refused }))).not.toContain('install_package');
  });

  it('with nothing refused, asks for nothing', () => {
    expect(hear('ok then only git').decision).toBe('rejected');
  });
});
