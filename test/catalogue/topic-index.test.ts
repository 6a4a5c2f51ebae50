import { describe, expect, test } from 'vitest';
import { bundledTopics } from '#catalogue/bundled-topics.ts';
import { topicIndex } from '#catalogue/topic-index.ts';
import { topicKey } from '#catalogue/topic-words.ts';
import { plainWords } from '#recognition/sample-sentences.ts';
import { enTiny } from '../recognition/words/en-tiny.ts';

const all = bundledTopics();
const topics = topicIndex(bundledTopics);
const about = (text: string) => topics.about(text).map(({ key }) => key);

describe('every topic', () => {
  test('has a key of its own, and there are many', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(80);
  });

  test('has two sentences that can be spoken in one breath each', () => {
    const wrong = all.flatMap(({ key, sentences }) =>
      sentences.length === 2 && sentences.every((text) => /^[A-Z][A-Za-z ,.:'-]{20,170}\.$/.test(text))
        ? []
        : [key],
    );
    expect(wrong).toEqual([]);
  });

  test('has two names at least, and none that another has too', () => {
    expect(all.filter(({ names }) => names.length < 2).map(({ key }) => key)).toEqual([]);
    const owners = new Map<string, string>();
    const shared = all.flatMap(({ key, names }) =>
      names.filter((name) => {
        const known = topicKey(name.split(' '));
        const isOther = owners.has(known) && owners.get(known) !== key;
        owners.set(known, key);
        return isOther;
      }),
    );
    expect(shared).toEqual([]);
  });

  test('has names that the bundled model can be told to expect', () => {
    const unsayable = all.flatMap(({ names }) =>
      names.filter((name) =>
        plainWords(name).some((word) => !enTiny.knows(word) && enTiny.formsOf(word).length === 0),
      ),
    );
    expect(unsayable).toEqual([]);
  });

  test('is found by each of its names', () => {
    const wrong = all.flatMap(({ key, names }) => names.filter((name) => topics.called(name)?.key !== key));
    expect(wrong).toEqual([]);
  });
});

describe('what a text is about', () => {
  test.each([
    ['a generation', ['generation']],
    ['my old generations', ['generation']],
    ['Flakes', ['flake']],
    ['overlays in nix', ['overlay']],
    ['nixos modules', ['module']],
    ['g c roots', ['garbage-root']],
    ['garbage collector', ['garbage-collection']],
    ['rollbacks', ['rollback']],
    ['derivasion', ['derivation']],
    ['the binary cach', ['binary-cache']],
    ['switch and boot', ['switch-boot-test']],
    ['boot or switch', ['switch-boot-test']],
    ['a profile and a closure', ['profile', 'closure']],
    ['generation takes so much space', ['generation']],
    ['home folder not rolled back', ['rollback-and-files']],
    ['the rules of chess', []],
    ['quantum physics', []],
    ['', []],
  ])('"%s"', (text, keys) => {
    expect(about(text)).toEqual(keys);
  });

  test('is looked up in no time, however long the text', () => {
    const started = performance.now();
    topics.about('generation and '.repeat(2000));
    expect(performance.now() - started).toBeLessThan(100);
  });
});
