const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Small numbers as words, larger ones as digits: "four", "68". */
export function sayNumber(number: number): string {
  if (number === 0) return 'zero';
  return WORDS[number] ?? String(number);
}

/** "one package", "three packages", "no packages". */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${WORDS[count] ?? count} ${count === 1 ? one : many}`;
}
