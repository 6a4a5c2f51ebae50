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
const VOWELS = 'aeiou';
/** Sounds that are told apart by little. */
const TWINS = ['bp', 'dt', 'gk', 'sz', 'fv', 'mn', '12', 'j1'];

/** A word as it sounds, more or less: "azure" and "assure" are both "asur". */
export function soundOf(word: string): string {
  return RULES.reduce((sound, [pattern, by]) => sound.replace(pattern, by), word.replace(/[^\p{L}]/gu, ''));
}

/** How unlike two sounds are, 0 to 1: a vowel or a twin counts half. */
export function soundDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => costUpTo(other, at));
  for (let a = 0; a < one.length; a++) {
    const sound = one[a] as string;
    const next = [(row[0] as number) + lossCost(sound)];
    for (let b = 0; b < other.length; b++) {
      const heard = other[b] as string;
      next.push(
        Math.min(
          (row[b] as number) + swapCost(sound, heard),
          (row[b + 1] as number) + lossCost(sound),
          (next[b] as number) + lossCost(heard),
        ),
      );
    }
    row = next;
  }
  return (row.at(-1) as number) / Math.max(1, one.length, other.length);
}

function costUpTo(sounds: string, length: number): number {
  return [...sounds.slice(0, length)].reduce((sum, sound) => sum + lossCost(sound), 0);
}

function lossCost(sound: string): number {
  return VOWELS.includes(sound) ? 0.5 : 1;
}

function swapCost(one: string, other: string): number {
  if (one === other) return 0;
  const areVowels = VOWELS.includes(one) && VOWELS.includes(other);
  return areVowels || TWINS.some((twins) => twins.includes(one) && twins.includes(other)) ? 0.5 : 1;
}
