import { describe, expect, it } from 'vitest';
import { resolved } from '#understanding/resolved.ts';
import { hear, hearLearned, meaning } from './world.ts';

describe('what is said once', () => {
  it.each([
    ['stop and disable redis', 'service_stop redis + service_disable redis'],
    ['is redis running, and what about nginx', 'service_status redis + service_status nginx'],
    ['explain closures and generations', 'explain closure + explain generation'],
    ['start redis and make it permanent', 'service_start redis + service_enable redis'],
    ['install krita and make it stick', 'install_package krita'],
    ['dry run, then switch', 'rebuild dry-run + rebuild switch'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toContain(meant);
  });
});

it('what was named as a package may be meant as a service', () => {
  const enable = { intent: 'service_enable', slots: {}, references: { service: { kind: 'it' } } } as const;
  const before = [{ intent: 'install_package', slots: { package: 'jellyfin' } }];
  expect(resolved(enable, before, () => 'jellyfin').slots).toEqual({ service: 'jellyfin' });
  expect(resolved(enable, before)).toEqual(enable);
});

describe('a verb for two', () => {
  it.each([
    ['swap chromium for firefox', 'remove_package chromium + install_package firefox'],
    ['please replace vim with neovim', 'remove_package vim + install_package neovim'],
    ['out with vlc, in with mpv', 'remove_package vlc + install_package mpv'],
    ['i want vlc gone and mpv in its place', 'remove_package vlc + install_package mpv'],
    ['remove vim and put nano on instead', 'remove_package vim + install_package nano'],
    ['swap the batteries for new ones', 'not-in-grammar'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toBe(meant);
  });
});

describe('where the next command begins', () => {
  it.each([
    ['set the hostname to wolf and rebuild', 'set_option networking.hostName wolf'],
    ['apt remove nano, apt install vim', 'remove_package nano + install_package vim'],
    ['remove krita and, while you are at it, update the system', 'remove_package krita + update_system'],
    ['remove vlc but install mpv', 'remove_package vlc + install_package mpv'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toContain(meant);
  });
});

describe('reasons beside several commands', () => {
  it.each([
    ['stop redis and nginx, my desk is shaking', 'service_stop redis + service_stop nginx'],
    ['no more painting, remove krita and gimp', 'remove_package krita + remove_package gimp'],
    ['nobody paints any longer so remove krita and gimp', 'remove_package krita + remove_package gimp'],
    [
      'install blender, my son needs it for school, and gimp as well',
      'install_package blender + install_package gimp',
    ],
    ['my niece paints with krita all day, put that on here', 'install_package krita'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });

  it.each([
    'you must not stop redis and nginx',
    'install vim, git too, and get rid of what nobody knows',
    'I did not tell you to, remove krita',
  ])('“%s” changes nothing that was not said', (text) => {
    expect(meaning(hearLearned(text))).not.toMatch(/remove_package|service_stop/);
  });
});
