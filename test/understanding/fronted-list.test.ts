import { describe, expect, it } from 'vitest';
import { hear, meaning } from './world.ts';

describe('names in front, and what is wanted of them behind', () => {
  it.each([
    ['git, vlc, mpv, give me all three', 'install_package git + install_package vlc + install_package mpv'],
    ['vim and emacs, i want both', 'install_package vim + install_package emacs'],
    ['gimp and krita, uninstall both please', 'remove_package gimp + remove_package krita'],
    ['nginx and sshd, restart both of them', 'service_restart nginx + service_restart sshd'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toBe(meant);
  });

  it.each(['bluetooth and flatpak, turn both on', 'turn bluetooth and flatpak on'])(
    '“%s” is two switches',
    (text) => {
      expect(meaning(hear(text))).toBe(
        'set_option true hardware.bluetooth.enable + set_option true services.flatpak.enable',
      );
    },
  );

  it.each(['vim and git, do not remove them', 'vim and emacs, which is better of them'])(
    '“%s” wants nothing of them',
    (text) => {
      expect(hear(text).decision).toBe('rejected');
    },
  );
});
