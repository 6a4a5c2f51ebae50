const SMALL_WORDS = new Set(
  'a an the some any good nice decent simple great best free new another other one me my of kind sort type for that which with there'.split(
    ' ',
  ),
);
const EMPTY_TAILS = new Set(
  'program programs app apps application applications software package packages tool tools available here please thing things options stuff'.split(
    ' ',
  ),
);
const ALWAYS_PLURAL = new Set([
  'windows',
  'news',
  'graphics',
  'kubernetes',
  'rss',
  'gps',
  'dns',
  'css',
  'sms',
  'os',
  'vnc',
  'cups',
  'process',
  'address',
  'less',
  'chess',
  'postgres',
  'jenkins',
  'physics',
  'mathematics',
  'statistics',
  'business',
]);

/** The content words of a search, singular: "any good text editors" is "text editor". Empty when there are none. */
export function queryOf(words: readonly string[]): string {
  let from = 0;
  let to = words.length;
  while (from < to && SMALL_WORDS.has(words[from] as string)) from++;
  while (to > from + 1 && EMPTY_TAILS.has(words[to - 1] as string)) to--;
  if (to - from === 1 && EMPTY_TAILS.has(words[from] as string)) return '';
  const content = words.slice(from, to);
  return content.map((word, at) => (at === content.length - 1 ? singular(word) : word)).join(' ');
}

function singular(word: string): string {
  if (word.length < 4 || ALWAYS_PLURAL.has(word) || /(ss|us|is)$/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) return word.replace(/ies$/, 'y');
  if (/(sh|ch|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
