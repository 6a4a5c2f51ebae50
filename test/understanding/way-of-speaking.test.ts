import { describe, expect, it } from 'vitest';
import { hearLearned, meaning } from './world.ts';

describe('what leads to a command is passed over', () => {
  it.each([
    ['it is dull in here install krita', 'install_package krita'],
    ['suppose it is dull in here install krita', 'not-in-grammar'],
    ['he said it is dull in here install krita', 'not-in-grammar'],
    [
      'install krita, gimp and blender, they are for my class',
      'install_package krita + install_package gimp + install_package blender',
    ],
    ['the holidays are over, so remove blender and clean up', 'remove_package blender + collect_garbage'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });
});

describe('a correction takes the place of a name, wherever that stands', () => {
  it.each([
    ["get me sunday's system, make that monday's", 'rollback date:monday monday W-1'],
    ['remove generation 20, check that, 21', 'delete_generations 21'],
    ['i want vim, scratch vim, i want nano', 'install_package nano'],
    ['install vim, not vim, nano', 'install_package nano'],
    ['stop nginx, i mean redis is what we use', 'service_stop redis'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });
});

describe('several commands hang together', () => {
  it.each([
    ['remove vim install nano', 'remove_package vim + install_package nano'],
    ['verify the store and optimise it too', 'verify_store + optimise_store'],
    [
      'go to generation 12 and show me how it differs from now',
      'rollback number:12 12 + compare_generations 12 current',
    ],
    ['docker: start it, and have it persist', 'service_start docker + service_enable docker'],
    ['search for a text editor and install krita', 'search_packages text editor + install_package krita'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });
});

describe('a command as it is typed', () => {
  it.each([
    ['df -h', 'disk_usage'],
    ['pacman -R vlc', 'remove_package vlc'],
    ['systemctl restart tailscaled.service', 'service_restart tailscaled'],
    ['nix-store --verify --check-contents', 'verify_store'],
    ['install vlc --force', 'unsafe-text'],
    ['install -r', 'unsafe-text'],
    ['remove -rf vlc', 'unsafe-text'],
    ['df -h; rm -rf /', 'unsafe-text'],
    ['search -n nothing', 'unsafe-text'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });
});

describe('how far back is no name', () => {
  it.each([
    ['rewind by two days', 'rollback date:two days ago two days ago -P2D'],
    ['go back an hour', 'rollback date:an hour ago an hour ago -PT1H'],
    ['just hang on to five gens', 'delete_generations 5'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hearLearned(text))).toBe(meant);
  });
});
