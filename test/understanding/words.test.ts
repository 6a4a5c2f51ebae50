import { describe, expect, it } from 'vitest';
import { withoutFillers } from '#understanding/bare-words.ts';
import { numbersAt, numberToWords, ordinalOf, wordsToNumber } from '#understanding/numbers.ts';
import { queryOf } from '#understanding/query.ts';
import { spelledText } from '#understanding/spelling.ts';
import { canonical, withoutWakePhrase, wordsOf } from '#understanding/words.ts';

describe('words', () => {
  it.each([
    ['What’s  UP?', 'what is up'],
    ['nix-collect-garbage', 'nix collect garbage'],
    ['okay, Rollback!', 'ok roll back'],
    ['un-install it', 'uninstall it'],
    ['that’s not it', "that isn't it"],
    ['version 24.05.', 'version 24.05'],
    ['rm -rf', 'rm -rf'],
    ['45%', '45 %'],
    ['“quoted”', 'quoted'],
    ['\u0000a\u202eb', 'a b'],
  ])('%j are “%s”', (text, expected) => {
    expect(canonical(text).join(' ')).toBe(expected);
  });

  it('remembers where there was a break', () => {
    expect([...wordsOf('yes, remove vim. Now').breaks]).toEqual([1, 3]);
  });

  it.each([
    ['hey nix, list it', 'list it'],
    ['Okay computer list it', 'list it'],
    ['wake up nix', ''],
    ['list it computer', 'list it computer'],
  ])('take a wake phrase off “%s”', (text, expected) => {
    expect(withoutWakePhrase(wordsOf(text)).words.join(' ')).toBe(expected);
  });

  it('lose hesitation and false starts', () => {
    expect(withoutFillers(wordsOf('um, inst- install uh f-firefox please')).words.join(' ')).toBe(
      'install firefox',
    );
  });
});

describe('numbers', () => {
  it.each([
    ['forty two', 42],
    ['four two', 42],
    ['one hundred and five', 105],
    ['a hundred', 100],
    ['one forty', 140],
    ['three oh one', 301],
    ['three hundred one', 301],
    ['two thousand and twelve', 2012],
    ['twenty ate', 28],
    ['forty to', 42],
    ['7', 7],
    ['zero', 0],
  ])('“%s” is %d', (text, value) => {
    expect(wordsToNumber(text.split(' '))).toBe(value);
  });

  it.each([
    '',
    'two forty two hundred and',
    'to',
    'ate',
    'hundred hundred',
    'twenty eleven',
    'and',
    'many',
    '99999999999',
  ])('“%s” is none', (text) => expect(wordsToNumber(text.split(' ').filter(Boolean))).toBeUndefined());

  it('are read from the longest to the shortest', () => {
    expect(numbersAt(['forty', 'two', 'x'], 0)).toEqual([
      { end: 2, value: 42 },
      { end: 1, value: 40 },
    ]);
  });

  it('come back as they were said', () => {
    for (let value = 0; value < 3000; value++)
      expect(wordsToNumber(numberToWords(value).split(' '))).toBe(value);
  });

  it.each([
    ['first', 1],
    ['twenty first', 21],
    ['thirtieth', 30],
    ['3rd', 3],
  ])('“%s” is number %d', (text, value) => {
    expect(ordinalOf(text.split(' '))).toBe(value);
  });
});

describe('spelling', () => {
  it.each([
    ['h t o p', 'htop'],
    ['mike papa victor', 'mpv'],
    ['double l i', 'lli'],
    ['capital g i t', 'Git'],
    ['g o underscore one dot 2', 'go_1.2'],
    ['n like nancy a as in apple', 'na'],
    ['h t o p done', 'htop'],
  ])('“%s” is %s', (text, expected) => {
    expect(spelledText(text.split(' '))).toBe(expected);
  });

  it.each([
    ['zee es aitch', 'zsh'],
    ['a b no c', 'ac'],
    ['x y so a b', 'ab'],
    ['double you', 'w'],
  ])('“%s” is %s for one who spells', (text, expected) => {
    expect(spelledText(text.split(' '), true)).toBe(expected);
  });

  it.each(['', 'install', 'zee', 'double', 'capital'])('“%s” spells nothing', (text) => {
    expect(spelledText(text.split(' ').filter(Boolean))).toBeUndefined();
  });
});

it.each([
  ['a good text editors', 'text editor'],
  ['some music player software', 'music player'],
  ['window managers', 'window manager'],
  ['the kubernetes dictionaries', 'kubernetes dictionary'],
])('the query of “%s” is “%s”', (text, expected) => {
  expect(queryOf(text.split(' '))).toBe(expected);
});
