import { WEEKDAYS } from './date-words.ts';
import { numbersAt } from './numbers.ts';

/** How often, as systemd writes it. */
const OFTEN: ReadonlyMap<string, string> = new Map([
  ['hour', 'hourly'],
  ['hourly', 'hourly'],
  ['day', 'daily'],
  ['daily', 'daily'],
  ['night', 'daily'],
  ['nightly', 'daily'],
  ['evening', 'daily'],
  ['morning', 'daily'],
  ['week', 'weekly'],
  ['weekly', 'weekly'],
  ['month', 'monthly'],
  ['monthly', 'monthly'],
  ['weekend', 'Sat'],
]);
const SMALL = new Set(
  "every each once a the on at in per of about around always run runs it o'clock oclock".split(' '),
);
const PARTS = new Set('morning afternoon evening night'.split(' '));
const DAY_NAMES = 'Mon Tue Wed Thu Fri Sat Sun'.split(' ');

interface Clock {
  hour: number;
  minute: number;
  late?: boolean;
}

/**
 * When something happens by itself, as a calendar of systemd: "every night" is `daily`, "every sunday at three" `Sun 03:00`,
 * "at half past four" `04:30`. Words that are no part of it give undefined.
 */
export function readSchedule(words: readonly string[]): string | undefined {
  let often: string | undefined;
  let day: string | undefined;
  let clock: Clock | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const weekday = weekdayOf(word);
    const time = clock ? undefined : clockAt(words, at);
    if (weekday !== undefined && day === undefined) day = weekday;
    else if (time) {
      clock = time;
      at = time.end - 1;
    } else if (clock && PARTS.has(word))
      clock.late = word !== 'morning' && !(word === 'night' && clock.hour < 6);
    else if (OFTEN.has(word) && (often === undefined || PARTS.has(word))) often ??= OFTEN.get(word);
    else if (!SMALL.has(word)) return undefined;
  }
  const hour = clock && hourOf(clock);
  if (clock && hour === undefined) return undefined;
  const time = clock && `${twoDigits(hour as number)}:${twoDigits(clock.minute)}`;
  if (day !== undefined) return time === undefined ? day : `${day} ${time}`;
  // A week or month has no hour of its own.
  if (time !== undefined) return often === undefined || often === 'daily' ? time : undefined;
  return often;
}

function weekdayOf(word: string): string | undefined {
  const number = WEEKDAYS.get(word.replace(/(?:'s|s)$/, ''));
  return number === undefined ? undefined : DAY_NAMES[number - 1];
}

function hourOf({ hour, late }: Clock): number | undefined {
  const whole = late === true && hour < 12 ? hour + 12 : late === false && hour === 12 ? 0 : hour;
  return whole > 23 ? undefined : whole;
}

/** "three", "three thirty", "half past three", "three p m", "03:30", "midnight". */
function clockAt(words: readonly string[], at: number): (Clock & { end: number }) | undefined {
  const word = words[at] as string;
  if (word === 'midnight') return { hour: 0, minute: 0, end: at + 1 };
  if (word === 'noon') return { hour: 12, minute: 0, end: at + 1 };
  const [, digits, minutes] = /^(\d{1,2}):(\d{2})$/.exec(word) ?? [];
  if (digits !== undefined) return withHalf(words, at + 1, Number(digits), Number(minutes));
  const past =
    word === 'half' && words[at + 1] === 'past'
      ? 30
      : word === 'quarter' && words[at + 1] === 'past'
        ? 15
        : 0;
  const start = past > 0 ? at + 2 : at;
  const numbers = numbersAt(words, start).filter(({ value }) => value < 24);
  const hour = numbers[0];
  if (!hour) return undefined;
  const rest = numbersAt(words, hour.end).find(({ value }) => value >= 10 && value < 60);
  const minute = past > 0 ? past : (rest?.value ?? 0);
  return withHalf(words, past === 0 && rest ? rest.end : hour.end, hour.value, minute);
}

function withHalf(
  words: readonly string[],
  at: number,
  hour: number,
  minute: number,
): Clock & { end: number } {
  const text = words.slice(at, at + 2).join(' ');
  const half = /^(?:(a) ?m|(p) ?m)\b/.exec(text);
  if (!half) return { hour, minute, end: at };
  return { hour, minute, late: half[2] !== undefined, end: at + (half[0].includes(' ') ? 2 : 1) };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
