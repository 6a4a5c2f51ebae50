import { describe, expect, it } from 'vitest';
import { hear, meaning } from './world.ts';

describe('software in many wordings', () => {
  it.each([
    ['would you be so kind as to put vim on my laptop', 'install_package vim'],
    ['why don’t we install krita', 'install_package krita'],
    ['gimp would be nice to have', 'install_package gimp'],
    ['i could really do with blender', 'install_package blender'],
    ['trigger the installation of vim', 'install_package vim'],
    ['sudo pacman dash s vim', 'install_package vim'],
    ['add gimp to environment dot system packages', 'install_package gimp'],
    ['send vim packing', 'remove_package vim'],
    ['firefox has got to go', 'remove_package firefox'],
    ['i am tired of nano, off with it', 'remove_package nano'],
    ['removal of gimp please', 'remove_package gimp'],
    ['lend me krita for the afternoon', 'try_package krita'],
    ['let me have a quick look at blender before i install it', 'try_package blender'],
    ['vim, just this once', 'try_package vim'],
    ['tell me what gimp is good for', 'package_info gimp'],
    ['is audacity open source', 'package_info audacity'],
    ['what could i use as a web browser', 'search_packages web browser'],
    ['bash says dig command not found, which package is it in', 'which_provides dig'],
    ['rattle off all my programs', 'list_installed'],
    ['what is the host name of this machine', 'system_info'],
    ['where has all my disk space gone', 'disk_usage'],
    ['recap what you did today', 'show_history'],
  ])('“%s” is %s', (text, expected) => {
    expect(meaning(hear(text))).toBe(expected);
  });
});

describe('what is like it and is nothing of the kind', () => {
  it.each([
    'download this file for me',
    'install that photo',
    'go away',
    'watch out',
    'throw out the cat',
    'the kids misuse the desktop, take it away',
    'i would be happier without vim',
    'i am tired of nano',
    'remove star',
    'install star',
  ])('“%s”', (text) => {
    expect(meaning(hear(text))).not.toMatch(/install_package|remove_package|try_package/);
  });

  it.each([
    ['install the program', 'install_package'],
    ['uninstall an app', 'remove_package'],
  ])('“%s” asks which', (text, intent) => {
    expect(meaning(hear(text))).toContain(`incomplete ${intent}`);
  });
});
