const UNITS = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINAL_UNITS = 'zeroth first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const ORDINAL_TEENS =
  'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
/** Words that sound like a digit; they count only behind a tens word ("forty to"). */
const SOUNDS_LIKE: Readonly<Record<string, number>> = { won: 1, to: 2, too: 2, for: 4, fore: 4, ate: 8 };

/** "From twenty to the one i have": what follows is where it goes to. */
const LED_TO = new Set(
  'the my our this that a now current today generation generations number one two three four five six seven eight nine ten'.split(
    ' ',
  ),
);

const small = new Map<string, number>();
for (const [value, word] of [...UNITS, ...TEENS].entries()) small.set(word, value);
small.set('oh', 0);
const tens = new Map<string, number>(TENS.slice(2).map((word, index) => [word, (index + 2) * 10]));
tens.set('fourty', 40);
const ordinals = new Map<string, number>();
for (const [value, word] of [...ORDINAL_UNITS, ...ORDINAL_TEENS].entries()) ordinals.set(word, value);
for (const [word, value] of [...tens]) ordinals.set(word.replace(/y$/, 'ieth'), value);

export interface NumberRead {
  /** Position behind the number. */
  end: number;
  value: number;
}

/** Every number that starts at `at`, longest first: "forty two" is 42 and, shorter, 40. Digits and words. */
export function numbersAt(words: readonly string[], at: number): readonly NumberRead[] {
  const first = words[at];
  if (first === undefined) return [];
  if (/^\d{1,9}$/.test(first)) return [{ end: at + 1, value: Number(first) }];
  if (!small.has(first) && !tens.has(first) && first !== 'a' && first !== 'hundred') return [];
  const reads: NumberRead[] = [];
  for (let end = Math.min(words.length, at + 10); end > at; end--) {
    const value = wordsToNumber(words.slice(at, end));
    const isEndpoint = SOUNDS_LIKE[words[end - 1] ?? ''] !== undefined && LED_TO.has(words[end] ?? '');
    if (value !== undefined && !isEndpoint) reads.push({ end, value });
  }
  return reads;
}

/** The whole of `words` as a number; undefined when they are none. "one forty" is 140, "four two" 42. */
export function wordsToNumber(words: readonly string[]): number | undefined {
  if (words.length === 0) return undefined;
  if (words.length === 1 && /^\d{1,9}$/.test(words[0] as string)) return Number(words[0]);
  return scaled(words, ['thousand', 1000], hundreds) ?? digitString(words) ?? pairs(words);
}

function scaled(
  words: readonly string[],
  [scale, factor]: readonly [string, number],
  below: (words: readonly string[]) => number | undefined,
): number | undefined {
  const at = words.indexOf(scale);
  if (at < 0) return below(words);
  const count = at === 0 || (at === 1 && words[0] === 'a') ? 1 : below(words.slice(0, at));
  if (count === undefined || count === 0) return undefined;
  const rest = words.slice(at + 1);
  if (rest.length === 0) return count * factor;
  const value = below(rest[0] === 'and' ? rest.slice(1) : rest);
  return value === undefined || value === 0 || value >= factor ? undefined : count * factor + value;
}

function hundreds(words: readonly string[]): number | undefined {
  return scaled(words, ['hundred', 100], belowHundred);
}

function belowHundred(words: readonly string[]): number | undefined {
  const [first, second] = words;
  if (first === undefined || words.length > 2) return undefined;
  const ten = tens.get(first);
  if (second === undefined) return ten ?? (first === 'oh' ? undefined : small.get(first));
  if (ten === undefined) return undefined;
  const unit = small.get(second) ?? SOUNDS_LIKE[second];
  return unit !== undefined && unit > 0 && unit < 10 ? ten + unit : undefined;
}

function digitString(words: readonly string[]): number | undefined {
  if (words.length < 2 || words.length > 6) return undefined;
  const digits = words.map((word) => small.get(word) ?? (/^\d$/.test(word) ? Number(word) : undefined));
  if (!digits.every((digit) => digit !== undefined && digit < 10) || digits[0] === 0) return undefined;
  return Number(digits.join(''));
}

/** "one forty" and "three twenty one": hundreds without the word. */
function pairs(words: readonly string[]): number | undefined {
  const unit = small.get(words[0] as string);
  if (unit === undefined || unit === 0 || unit > 9 || words.length < 2) return undefined;
  const rest = belowHundred(words.slice(1));
  return rest !== undefined && rest >= 10 ? unit * 100 + rest : undefined;
}

/** "third", "twenty first", "3rd": 3, 21, 3. */
export function ordinalOf(words: readonly string[]): number | undefined {
  const [first, second] = words;
  if (first === undefined || words.length > 2) return undefined;
  if (second === undefined) {
    const digits = /^(\d{1,4})(st|nd|rd|th)$/.exec(first)?.[1];
    return digits === undefined ? ordinals.get(first) : Number(digits);
  }
  const ten = tens.get(first);
  const unit = ordinals.get(second);
  return ten !== undefined && unit !== undefined && unit > 0 && unit < 10 ? ten + unit : undefined;
}

/** How a whole number from 0 to 999 999 is said: "one hundred and five". */
export function numberToWords(value: number): string {
  if (value >= 1000) {
    const rest = value % 1000;
    const thousands = `${numberToWords(Math.floor(value / 1000))} thousand`;
    if (rest === 0) return thousands;
    return `${thousands} ${rest < 100 ? 'and ' : ''}${numberToWords(rest)}`;
  }
  if (value >= 100) {
    const rest = value % 100;
    return `${UNITS[Math.floor(value / 100)]} hundred${rest === 0 ? '' : ` and ${numberToWords(rest)}`}`;
  }
  if (value >= 20) return `${TENS[Math.floor(value / 10)]}${value % 10 === 0 ? '' : ` ${UNITS[value % 10]}`}`;
  return (value >= 10 ? TEENS[value - 10] : UNITS[value]) as string;
}
