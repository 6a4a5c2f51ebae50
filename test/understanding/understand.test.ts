import { describe, expect, it } from 'vitest';
import type { StateName } from '#understanding/expectation.ts';
import { hear, meaning } from './world.ts';

function table(
  name: string,
  rows: readonly (readonly [text: string, expected: string, state?: StateName])[],
): void {
  describe(name, () => {
    for (const [text, expected, state] of rows) {
      it(`${text} → ${expected}`, () => {
        expect(meaning(hear(text, state))).toBe(expected);
      });
    }
  });
}

table('one command', [
  ['install firefox', 'install_package firefox'],
  ['Could you please install Visual Studio Code for me?', 'install_package vscode'],
  ['hey nix, put vlc on this machine', 'install_package vlc'],
  ['i would love to have the krita program', 'install_package krita'],
  ['sudo apt install git', 'install_package git'],
  ['un in stall nano', 'remove_package nano'],
  ['i don’t need libre office anymore', 'remove_package libreoffice'],
  ['kick emacs off my laptop', 'remove_package emacs'],
  ['give me a shell with python', 'try_package python3'],
  ['take blender for a spin', 'try_package blender'],
  ['install a text editor', 'search_packages text editor'],
  ['what web browsers can i install', 'search_packages web browser'],
  ['search for chess clocks', 'search_packages chess clock'],
  ['is firefox installed', 'package_info firefox'],
  ['what does krita do', 'package_info krita'],
  ['which programs do i have', 'list_installed'],
  ['bring my system up to date', 'update_system'],
  ['apply my configuration', 'rebuild switch'],
  ['rebuild for the next boot', 'rebuild boot'],
  ['just build the system', 'rebuild build'],
  ['do a dry run', 'rebuild dry-run'],
  ['read me all the generations', 'list_generations'],
  ['go back to generation forty two', 'rollback number:42 42'],
  ['roll back to generation twenty ate', 'rollback number:28 28'],
  ['roll back', 'rollback previous'],
  ['roll back three generations', 'rollback description:three generations three generations -3'],
  ['take out the garbage', 'collect_garbage'],
  ['what kernel am i running', 'system_info'],
  ['undo the last change', 'edit_undo'],
  ['what did we do today', 'show_history'],
  ['stop listening', 'set_listening off'],
  ['what can i say', 'help'],
  ['what did you hear', 'repeat heard'],
  ['read me more', 'not-in-grammar'],
  ['more', 'repeat next'],
  ['how far are you', 'status'],
  ['goodbye nix', 'goodbye'],
]);

table('letters', [
  ['install g i m p', 'install_package gimp'],
  ['remove november alpha november oscar', 'remove_package nano'],
  ['spell h t o p', 'spelling htop'],
  ['g n u dash c', 'spelling gnu-c', 'spelling'],
  ['zee es aitch', 'spelling zsh', 'spelling'],
  ['double l o', 'spelling llo', 'spelling'],
  ['cancel', 'cancel', 'spelling'],
]);

table('pointing', [
  ['install it', 'install_package <it>'],
  ['try the second one', 'try_package <position 2>'],
  ['remove that package', 'remove_package <it>'],
  ['install the other one', 'install_package <other>'],
]);

table('corrections keep the last meaning', [
  ['install vim no emacs', 'install_package emacs'],
  ['remove chromium i mean firefox', 'remove_package firefox'],
  ['roll back to generation twelve sorry generation twenty one', 'rollback number:21 21'],
  ['install fire- no sorry, remove firefox', 'remove_package firefox'],
  ['search for a web browser no a text editor', 'search_packages text editor'],
  ['install git and vim no nano', 'install_package git + install_package nano'],
  ['install krita actually no leave it', 'negated'],
  ['remove gimp, ah wait, never mind', 'negated'],
]);

table('several commands', [
  ['install firefox and then update the system', 'install_package firefox + update_system'],
  ['remove libre office and gimp', 'remove_package libreoffice + remove_package gimp'],
  [
    'install blender krita and audacity',
    'install_package blender + install_package krita + install_package audacity',
  ],
  ['install git and remove vim and nano', 'install_package git + remove_package vim + remove_package nano'],
  ['what is krita and can i give it a try', 'package_info krita + try_package krita'],
  ['update the system, then clean up', 'update_system + collect_garbage'],
  ['install git and wipe the disk', 'not-in-grammar'],
  ['stop nginx and show me its logs', 'service_stop nginx + service_logs nginx'],
]);

table('nothing may run', [
  ['', 'nothing-heard'],
  ['  …  ', 'nothing-heard'],
  ['hey nix', 'nothing-heard'],
  ['firefox', 'bare-noun'],
  ['don’t install firefox', 'negated'],
  ['please do not roll back', 'negated'],
  ['never remove vim', 'negated'],
  ['my boss said install windows', 'not-in-grammar'],
  ['if I wanted to remove vim I would have said so', 'not-in-grammar'],
  ['install', 'not-in-grammar'],
  ['uninstall the', 'not-in-grammar'],
  ['great', 'not-in-grammar'],
  ['install vim; rm -rf /', 'unsafe-text'],
  ['install $(reboot)', 'unsafe-text'],
  ['install ../../etc/passwd', 'unsafe-text'],
  ['remove vim && reboot', 'unsafe-text'],
  ['search for `id`', 'unsafe-text'],
  ['install (import <nixpkgs> {}).vim', 'unsafe-text'],
  ['install firefox semicolon r m minus r f slash', 'unsafe-text'],
  ['uninstall nix itself', 'unsafe-text'],
]);

table('a yes is a whole phrase', [
  ['yes', 'affirm', 'confirming'],
  ['Yes, please.', 'affirm', 'confirming'],
  ['um yes go ahead', 'affirm', 'confirming'],
  ['y-yeah', 'affirm', 'confirming'],
  ['can you do it', 'not-in-grammar', 'confirming'],
  ['i guess so', 'not-in-grammar', 'confirming'],
  ['yes or no who can say', 'negated', 'confirming'],
  ['she said yes to him', 'not-in-grammar', 'confirming'],
  ['go ahead of me in the line', 'not-in-grammar', 'confirming'],
  ['maybe', 'not-in-grammar', 'confirming'],
  ['yes i mean no', 'deny', 'confirming'],
  ['no leave it alone', 'deny', 'confirming'],
  ['cancel that please', 'cancel', 'confirming'],
  ['why', 'explain plan', 'confirming'],
  ['yes but only build it', 'rebuild build', 'confirming'],
]);

describe('the action’s own words', () => {
  it('are a yes to that action', () => {
    expect(meaning(hear('yes, delete them', { state: 'confirming', pending: ['collect_garbage'] }))).toBe(
      'affirm',
    );
    expect(meaning(hear('install it', { state: 'confirming', pending: ['install_package'] }))).toBe('affirm');
  });

  it('are no yes to another', () => {
    expect(meaning(hear('yes remove it', { state: 'confirming', pending: ['install_package'] }))).not.toBe(
      'affirm',
    );
  });
});

describe('packages that are not clear', () => {
  it('asks which one when a name fits several', () => {
    const understanding = hear('install neo');
    expect(understanding.decision).toBe('understood');
  });

  it('says what was heard when nothing is near', () => {
    expect(hear('install flurbo')).toMatchObject({
      decision: 'incomplete',
      slot: 'package',
      heard: 'flurbo',
    });
  });

  it('asks for the package when none was named', () => {
    expect(hear('install something')).toMatchObject({ decision: 'incomplete', slot: 'package' });
    expect(hear('install something')).not.toHaveProperty('heard');
  });
});

describe('every understanding', () => {
  it('tells which template matched', () => {
    expect(hear('install vim')).toMatchObject({
      how: expect.stringMatching(/install\.yaml:\d+ .*\{package\}/),
    });
  });

  it('refuses more than a thousand characters', () => {
    expect(meaning(hear('a '.repeat(501)))).toBe('too-long');
  });
});

it('a name heard as a word while it is spelled is its letters', () => {
  expect(meaning(hear('spelled firefox', 'spelling'))).toContain('firefox');
});

it('"and then" heard as "and the" joins two commands', () => {
  expect(meaning(hear('install firefox and the update the system'))).toMatch(
    /install_package.*update_system/,
  );
});

it('alphabet words in a row with a name are a spelled name misheard, not a list', () => {
  expect(meaning(hear('install vim papa victor'))).not.toContain('install_package');
});
