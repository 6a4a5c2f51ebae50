const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';

const NUMBER_WORDS = new Map<string, number>([
  ...UNITS.split(' ').map((word, value): [string, number] => [word, value]),
  ...TENS.split(' ').map((word, index): [string, number] => [word, 20 + 10 * index]),
]);

/** Most texts: for them all of Unicode need not be asked. */
const PLAIN = /^[ -~]*$/;
const PLAIN_WORD = /[a-z0-9+#]+/g;

/** Lower-case words of what was said, typed or written in a record; accents and punctuation gone, `+` and `#` kept. */
export function wordsOf(text: string): string[] {
  const said = text.slice(0, 300);
  if (PLAIN.test(said)) return said.toLowerCase().replaceAll("'", '').match(PLAIN_WORD) ?? [];
  return said
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter((word) => word !== '');
}

/** One word without gaps, number words as digits: `k nine s`, `k9s` and `K-9 s` are all `k9s`. */
export function joinedName(words: readonly string[]): string {
  let joined = '';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const value = NUMBER_WORDS.get(word);
    if (value === undefined) {
      joined += word === 'plus' ? '+' : word === 'sharp' ? '#' : word;
      continue;
    }
    const unit = NUMBER_WORDS.get(words[at + 1] ?? '');
    const compound = value >= 20 && unit !== undefined && unit > 0 && unit < 10;
    joined += compound ? value + unit : value;
    if (compound) at++;
  }
  return joined;
}

/** The word without its English ending, so that `editors`, `editing` and `edit` meet. */
export function stemOf(word: string): string {
  if (word.length <= 3) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  const base = stem.replace(/(ing|ers?|ors?|ed)$/, '');
  if (base.length >= 4 || (base.length === 3 && stem.endsWith('ing'))) stem = base;
  if (/([bdgklmnprt])\1$/.test(stem) && stem !== word) stem = stem.slice(0, -1);
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
