import { describe, expect, it } from 'vitest';
import { withOwnNames } from '#catalogue/own-names.ts';
import { IDLE } from '#understanding/expectation.ts';
import { lintNames } from '#understanding/lint-names.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';
import { understand } from '#understanding/understand.ts';
import { vocabularyOf } from '#understanding/vocabulary.ts';
import { grammar, meaning, world } from './world.ts';

const read = (names: string) => parseGrammar([{ file: 'mine.yaml', text: `language: en\nnames:\n${names}` }]);

const MINE = `  packages:
    firefox: ["The Fox!", my browser]
    gimp: [my text editor]
  services: {sshd: [the back door]}
  options: {services.printing.enable: [paper]}
`;

describe('names of one’s own', () => {
  it('are read as words, each with its line', () => {
    expect(read(MINE).names).toEqual([
      { kind: 'package', name: 'firefox', spoken: 'the fox', file: 'mine.yaml', line: 4 },
      { kind: 'package', name: 'firefox', spoken: 'my browser', file: 'mine.yaml', line: 4 },
      { kind: 'package', name: 'gimp', spoken: 'my text editor', file: 'mine.yaml', line: 5 },
      { kind: 'service', name: 'sshd', spoken: 'the back door', file: 'mine.yaml', line: 6 },
      { kind: 'option', name: 'services.printing.enable', spoken: 'paper', file: 'mine.yaml', line: 7 },
    ]);
    expect(vocabularyOf(read(MINE))).toContain('browser');
  });

  it.each([
    ['install the fox', 'install_package firefox'],
    ['remove my browser', 'remove_package firefox'],
    ['install my text editor', 'install_package gimp'],
    ['install the fox and git', 'install_package firefox + install_package git'],
    ['restart the back door', 'service_restart sshd'],
    ['turn on paper', 'set_option true services.printing.enable'],
    ['install a browser', 'search_packages browser'],
    ['fox', 'bare-noun'],
    ["don't install the fox", 'negated'],
  ])('“%s” is %s', (text, expected) => {
    const mine = { ...world, ...withOwnNames(world, read(MINE).names) };
    expect(meaning(understand([{ text, score: 0 }], grammar, IDLE, mine))).toBe(expected);
  });

  it.each([
    ['  package: {}\n', 'mine.yaml:3: unknown key “package”'],
    ['  packages:\n    vlc: [a]\n    fire fox: [b]\n', 'mine.yaml:5: a package stands under its attribute'],
    ['  packages: {"$(reboot)": [b]}\n', 'mine.yaml:3: a package stands under its attribute'],
    ['  services: {"a/b": [b]}\n', 'mine.yaml:3: a service stands under its unit'],
    ['  options: {printing: [b]}\n', 'mine.yaml:3: an option stands under its path'],
    ['  packages:\n    vlc:\n      - fine\n      - rm -rf /\n', 'mine.yaml:6: “rm -rf /” cannot be said'],
    ['  packages: {vlc: ["!"]}\n', 'mine.yaml:3: “!” cannot be said'],
    ['  packages: {vlc: []}\n', 'mine.yaml:3: '],
    ['  packages: {vlc: player}\n', 'mine.yaml:3: '],
    ['  packages: {vlc: [a], vlc: [b]}\n', 'mine.yaml:3: '],
  ])('%j are refused with file and line', (names, message) => {
    expect(() => read(names)).toThrow(
      expect.objectContaining({ code: 'bad-grammar', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    [MINE, []],
    ['  packages: {no-such: [thing]}\n', ['there is no package “no-such”']],
    ['  services: {no-such: [thing]}\n', ['there is no service “no-such”']],
    ['  options: {no.such: [thing]}\n', ['there is no option “no.such”']],
    ['  packages: {neovim: [vim]}\n', ['“vim” was a name of vim, and now means neovim']],
    ['  packages: {vim: [vim]}\n', []],
    [
      '  packages: {vim: [my pad], nano: [the pad]}\n',
      [
        '“my pad” is what nano is called too: which one is meant will be asked',
        '“the pad” is what vim is called too: which one is meant will be asked',
      ],
    ],
    ['  packages: {vim: [one and another]}\n', ['“one and another” cannot be understood as a name']],
  ])('%j are checked', (names, messages) => {
    const findings = lintNames(read(names).names, world);
    expect(findings.map(({ message }) => message)).toEqual(messages);
    expect(findings.every(({ file, line }) => file === 'mine.yaml' && line >= 3)).toBe(true);
  });
});
