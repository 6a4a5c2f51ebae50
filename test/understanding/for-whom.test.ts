import { describe, expect, it } from 'vitest';
import { requestFrom } from '#nix/request-from-intent.ts';
import type { Intent } from '#understanding/intent.ts';
import { hear, hearLearned, meaning } from './world.ts';

const FOR_ALL: Intent = { intent: 'install_package', slots: { package: 'gimp' } };
const UPDATE: Intent = { intent: 'update_system', slots: {} };
const FOR_ME: Intent = { intent: 'install_package', slots: { package: 'gimp', scope: 'user' } };

describe('said for one person', () => {
  it.each([
    ['install firefox just for me', 'install_package firefox user'],
    ['Install Firefox, but only for me.', 'install_package firefox user'],
    ['install vlc only for my user', 'install_package vlc user'],
    ['install vlc, not for everybody', 'install_package vlc user'],
    ['please install krita for myself', 'install_package krita user'],
    ['could you add htop to my profile', 'install_package htop user'],
    ['put gimp in my own profile', 'install_package gimp user'],
    ['i need blender just for me', 'install_package blender user'],
    ['get me git for my account only', 'install_package git user'],
    ['i want libre office installed just for me', 'install_package libreoffice user'],
    ['install git and vim just for me', 'install_package git user + install_package vim user'],
    ['install gimp just for me and not system wide', 'install_package gimp user'],
    ['put it in my profile', 'install_package user <it>'],
    ['install the second one just for me', 'install_package user <position 2>'],
    ['remove firefox from my profile', 'remove_package firefox user'],
    ['uninstall vim just for me', 'remove_package vim user'],
    ['throw emacs out of my profile', 'remove_package emacs user'],
    ['take it out of my profile', 'remove_package user <it>'],
    ['install gimp just for me and update the system', 'install_package gimp user + update_system'],
  ])('%s → %s', (text, expected) => {
    expect(meaning(hear(text))).toBe(expected);
  });

  it.each([
    ['just for me', { state: 'confirming', open: [FOR_ALL] }, 'install_package gimp user'],
    ['yes but only for my user', { state: 'confirming', open: [FOR_ALL] }, 'install_package gimp user'],
    ['no, just for me please', { state: 'confirming', open: [FOR_ALL] }, 'install_package gimp user'],
    ['just for me', { state: 'confirming', open: [UPDATE] }, 'not-in-grammar'],
    ['just for me', { state: 'idle', last: [FOR_ALL] }, 'not-in-grammar'],
    ['vlc too', { state: 'idle', last: [FOR_ME] }, 'install_package vlc user'],
    [
      'git as well',
      { state: 'confirming', open: [FOR_ME] },
      'install_package gimp user + install_package git user',
    ],
  ] as const)('goes on so: %s', (text, expecting, expected) => {
    expect(meaning(hear(text, expecting))).toBe(expected);
  });

  it('is heard in other words too', () => {
    const said = 'it would make me happy to see krita on here only for my user';
    expect(meaning(hearLearned(said))).toBe('install_package krita user');
  });
});

it.each([
  ['install firefox', { package: 'firefox' }],
  ['install firefox for me', { package: 'firefox' }],
  ['just install firefox for me please', { package: 'firefox' }],
  ['install vlc on my machine', { package: 'vlc' }],
  ['install vlc for my kids', { package: 'vlc' }],
  ['remove vim for me', { package: 'vim' }],
])('plainly said, it is for everybody: %s', (text, slots) => {
  const heard = hear(text);
  expect(heard.decision === 'understood' && heard.intents[0]?.slots).toEqual(slots);
});

it.each([
  [{ package: 'vim' }, { package: 'vim' }],
  [
    { package: 'vim', scope: 'user' },
    { package: 'vim', scope: 'user' },
  ],
  [{ package: 'vim', scope: 'everybody' }, undefined],
] as const)('of the slots %j a request takes what it knows', (slots, fields) => {
  const intent: Intent = { intent: 'install_package', slots };
  expect(requestFrom(intent)).toEqual(fields && { intent: 'install_package', ...fields });
});
