const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
  'twenty first',
  'twenty second',
  'twenty third',
  'twenty fourth',
  'twenty fifth',
  'twenty sixth',
  'twenty seventh',
  'twenty eighth',
  'twenty ninth',
  'thirtieth',
  'thirty first',
];

/** A day as one says it now: "today", "yesterday", "Tuesday the tenth", "the third of March 2024". Local time. */
export function sayDate(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  const daysAgo = Math.round((midnight(today) - midnight(date)) / 86_400_000);
  const day = ORDINALS[date.getDate() - 1];
  if (daysAgo === 0) return 'today';
  if (daysAgo === 1) return 'yesterday';
  if (daysAgo > 1 && daysAgo < 14) return `${DAYS[date.getDay()]} the ${day}`;
  const inMonth = `the ${day} of ${MONTHS[date.getMonth()]}`;
  return date.getFullYear() === today.getFullYear() ? inMonth : `${inMonth} ${date.getFullYear()}`;
}

/** "9 in the evening", "10:30 in the morning". Local time. */
export function sayTime(at: number): string {
  const date = new Date(at);
  const [hour, minutes] = [date.getHours(), date.getMinutes()];
  const clock = `${hour % 12 || 12}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
  if (hour < 5 || hour > 21) return `${clock} at night`;
  return `${clock} in the ${hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}`;
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
