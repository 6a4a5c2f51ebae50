const UNITS: readonly (readonly [bytes: number, name: string])[] = [
  [1e12, 'terabyte'],
  [1e9, 'gigabyte'],
  [1e6, 'megabyte'],
  [1e3, 'kilobyte'],
];

/** "68 megabytes", "1.2 gigabytes", "no data". */
export function saySize(bytes: number): string {
  if (bytes <= 0) return 'no data';
  for (const [unit, name] of UNITS) {
    // What would be rounded to a thousand of the next smaller unit is one of this.
    if (bytes < unit * 0.9995) continue;
    const amount = bytes / unit;
    const rounded = amount < 10 && unit >= 1e9 ? Math.round(amount * 10) / 10 : Math.round(amount);
    return `${rounded} ${name}${rounded === 1 ? '' : 's'}`;
  }
  return 'less than a kilobyte';
}
