import { describe, expect, test } from 'vitest';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { IDLE } from '#understanding/expectation.ts';
import { topicIn } from '#understanding/look-up-topic.ts';
import { understand } from '#understanding/understand.ts';
import { canonical } from '#understanding/words.ts';
import { grammar, hear, meaning } from './world.ts';

const catalogue = bundledCatalogue();
const hearAll = (text: string) =>
  meaning(understand([{ text, score: 0 }], grammar, IDLE, { ...catalogue, installed: [] }));

describe('what somebody wants to understand', () => {
  test.each([
    ['what is a generation', 'explain generation'],
    ['What are flakes?', 'explain flake'],
    ['what is nix', 'explain nix'],
    ["What's NixOS?", 'explain nixos'],
    ['what is home manager', 'explain home manager'],
    ['explain the nix store', 'explain nix store'],
    ['please explain generations to me', 'explain generation'],
    ['explain to me what a closure is', 'explain closure'],
    ['explain me what is a derivation', 'explain derivation'],
    ['how does a rollback work', 'explain rollback'],
    ['how do rollbacks work', 'explain rollback'],
    ['tell me about garbage collection', 'explain garbage collection'],
    ['why do i need a flake', 'explain flake'],
    ['why should i optimise the store', 'explain optimise the store'],
    ['what does the nix daemon do', 'explain nix daemon'],
    ['what does unfree mean', 'explain unfree'],
    ['what is a g c root', 'explain gc root'],
    ['what is configuration dot nix', 'explain configuration dot nix'],
    ['what is meant by purity', 'explain purity'],
    ["i don't understand flakes", 'explain flake'],
    ['why are there so many generations', 'explain generation'],
    ['what is an overlay in nix', 'explain overlay'],
    ['what is a derivasion', 'explain derivasion'],
    ['what is the difference between switch and boot', 'explain switch and boot'],
    ['how is a channel different from a flake', 'explain channel and flake'],
    ['what is better flakes or channels', 'explain flake and channel'],
    ['what can you hear', 'explain what you can hear'],
    ['does rolling back delete my photos', 'explain my files and rollback'],
    ['do you send my voice to the cloud', 'explain privacy'],
    ['explain nix conflict resolution', 'explain nix conflict resolution'],
    ['what is a flake and what is a channel', 'explain flake + explain channel'],
    ['explain flakes and install vlc', 'explain flake + install_package vlc'],
  ])('"%s": %s', (text, expected) => {
    expect(hearAll(text)).toBe(expected);
  });
});

describe('what is something else', () => {
  test.each([
    ['what is firefox', 'package_info firefox'],
    ['explain firefox', 'package_info firefox'],
    // Better known as a program.
    ['what is direnv', 'package_info direnv'],
    ['what is systemd', 'package_info systemd'],
    ['what is my kernel', 'system_info'],
    ['what are my generations', 'list_generations'],
    ['what is the difference between generation 41 and 42', 'compare_generations 41 42'],
    ['what is the status', 'status'],
    ['explain quantum physics', 'not-in-grammar'],
    ['explain the rules of chess to me', 'not-in-grammar'],
    ['what is the meaning of life', 'not-in-grammar'],
    ['explain flakes semicolon sudo reboot', 'unsafe-text'],
    ['explain nix; rm -rf /', 'unsafe-text'],
  ])('"%s": %s', (text, expected) => {
    expect(hearAll(text)).toBe(expected);
  });

  test('a program is explained where it is asked how it works', () => {
    expect(hearAll('how does direnv work')).toBe('explain direnv');
  });

  test('while a yes is awaited, "explain" asks about the plan and a name about the name', () => {
    expect(meaning(hear('explain', 'confirming'))).toBe('explain plan');
    expect(meaning(hear('what is a generation', 'confirming'))).toBe('explain generation');
  });
});

describe('the topic of any sentence', () => {
  test.each([
    ['So uh, why do we, like, need a garbage collector at all?', 'garbage collector'],
    ['how can a rollback be so fast', 'rollback'],
    ['How does the binary cache spare me the compiling?', 'binary cache'],
    ["What's going on when nix evaluates my config?", 'evaluates'],
    ['Which is better for a beginner, channels or flakes, and why?', 'channel and flake'],
    ['how is nixos different from other linuxes', 'nixos and linux'],
    ['why is nix like that', 'nix'],
    ['could you help me understand quantum chromodynamics', 'quantum chromodynamics'],
    ['what is it', ''],
    ['', ''],
  ])('"%s": "%s"', (text, topic) => {
    expect(topicIn(canonical(text), catalogue.topics)).toBe(topic);
  });
});
