const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/^wh/, 'w'],
  [/ph/g, 'f'],
  [/ght/g, 't'],
  [/mb$/, 'm'],
  [/tch/g, '1'],
  [/ch/g, '1'],
  [/sh|[st]ion/g, '2'],
  [/th/g, '3'],
  [/ck|cc/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]u?/g, 'k'],
  [/dge|g(?=[ey])/g, 'j'],
  [/x/g, 'ks'],
  [/(?<=[^aeiou])e(?=s?$)/, ''],
  [/ee|ea|y/g, 'i'],
  [/oo|ou/g, 'u'],
  [/(?<=[aeiou])h/g, ''],
  [/(.)\1/g, '$1'],
];
/** Sounds that are told apart by little, as one. */
const TWINS: Readonly<Record<string, string>> = {
  p: 'b',
  t: 'd',
  k: 'g',
  z: 's',
  v: 'f',
  n: 'm',
  j: '1',
  2: '1',
};
const UNLIKE = 0.5;

/** A word as it sounds, more or less: "azure" and "assure" are both "asur". */
export function soundOf(word: string): string {
  return RULES.reduce((sound, [pattern, by]) => sound.replace(pattern, by), word.replace(/[^\p{L}]/gu, ''));
}

/**
 * How unlike two sounds are, for each sound of theirs: 0 is the same. Infinite when they differ in more than vowels and
 * in consonants that are told apart by little.
 */
export function soundDistance(one: string, other: string): number {
  const [a, b] = [syllables(one), syllables(other)];
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let unlike = 0;
  for (const [at, { vowels, consonant }] of a.entries()) {
    const heard = b[at] as Syllable;
    if (twin(consonant) !== twin(heard.consonant)) return Number.POSITIVE_INFINITY;
    if (consonant !== heard.consonant) unlike += UNLIKE;
    if (vowels !== heard.vowels) unlike += UNLIKE;
  }
  return unlike / Math.max(1, one.length, other.length);
}

interface Syllable {
  vowels: string;
  /** None in the last one. */
  consonant: string;
}

function syllables(sound: string): readonly Syllable[] {
  const found: Syllable[] = [];
  let vowels = '';
  for (const letter of sound) {
    if ('aeiou'.includes(letter)) {
      vowels += letter;
      continue;
    }
    found.push({ vowels, consonant: letter });
    vowels = '';
  }
  return [...found, { vowels, consonant: '' }];
}

function twin(consonant: string): string {
  return TWINS[consonant] ?? consonant;
}
