/** A stretch of time, milliseconds since 1970: `from` included, `to` excluded. */
interface Interval {
  from: number;
  to: number;
}

/** A time that was said, in the notation of `understanding/dates.ts`. */
interface Said {
  /** "Before that": only the start of `interval` counts. */
  before: boolean;
  interval: Interval;
}

const MONTH = '(?:0[1-9]|1[0-2])';
const DAY_OF_MONTH = '(?:0[1-9]|[12]\\d|3[01])';
const DAY = String.raw`(?:-P\d{1,4}[DWMY]|-PT\d{1,4}[HM]|P0D|W-[1-7]|(?:-|20\d\d)-${MONTH}(?:-${DAY_OF_MONTH})?|---${DAY_OF_MONTH})`;
const CLOCK = String.raw`[0-2]\d:[0-5]\d`;
/** The notation: a moment, or two with a slash between; `<` in front for what was before it. */
export const ISO = new RegExp(`^<?${DAY}(?:T${CLOCK}(?:/${CLOCK})?)?(?:/${DAY}(?:T${CLOCK})?)?$`);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What `iso` means at `now`, in local time: of what comes again and again, the newest that is past. */
export function timeSaid(iso: string, now: number): Said | undefined {
  if (!ISO.test(iso)) return undefined;
  const before = iso.startsWith('<');
  const interval = rangeOf(before ? iso.slice(1) : iso, now);
  return interval && { before, interval };
}

/** `A/B`, unless what is behind the slash is a time of day. */
function rangeOf(iso: string, now: number): Interval | undefined {
  const slash = /\/(?!\d\d:)/.exec(iso)?.index ?? -1;
  if (slash < 0) return momentAt(iso, now);
  const last = momentAt(iso.slice(slash + 1), now, 'last');
  if (!last) return undefined;
  const start = iso.slice(0, slash);
  const first = momentAt(start, now, 'first');
  // The weekend is the Saturday before the Sunday.
  const ordered = first && first.from > last.from ? momentAt(start, last.from, 'first') : first;
  return ordered && ordered.from < last.to ? { from: ordered.from, to: last.to } : undefined;
}

/** `end`: of a range, whose ends are days and no stretches around them. */
function momentAt(iso: string, now: number, end?: 'first' | 'last'): Interval | undefined {
  const [day = '', clock] = iso.split(/T(?=\d\d:)/);
  if (clock === undefined) return stretchOf(day, now, end !== undefined);
  for (const named of daysNamed(day, now)) {
    const found = partOfDay(named, clock, end === 'last');
    if (found.from <= now) return found;
  }
  return undefined;
}

/** "18:00/24:00"; one time alone: from then on, or until then. */
function partOfDay(day: Date, clock: string, isUntil: boolean): Interval {
  const [from = '', to] = clock.split('/');
  const time = atTime(day, from);
  if (to !== undefined) return { from: time, to: atTime(day, to) };
  return isUntil ? { from: day.getTime(), to: time } : { from: time, to: startOf(day, 1) };
}

function atTime(day: Date, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes).getTime();
}

function stretchOf(iso: string, now: number, isEnd: boolean): Interval | undefined {
  const ago = /^-P(T?)(\d+)([DWMYH])$/.exec(iso);
  if (ago) return isEnd && ago[1] === '' ? wholeDay(daysAgo(ago, now)) : around(ago, now);
  const month = /^(?:--|(20\d\d)-)(\d\d)$/.exec(iso);
  if (month) return wholeMonth(month[1], Number(month[2]), now);
  const [day] = daysNamed(iso, now);
  return day && wholeDay(day);
}

/** So long ago, give or take half of the unit: a day, a week from three days before to three days behind. */
function around([, time, digits, unit]: RegExpExecArray, now: number): Interval | undefined {
  const count = Number(digits);
  if (time === 'T') {
    const size = unit === 'H' ? HOUR_MS : MINUTE_MS;
    const give = unit === 'H' ? HOUR_MS / 2 : Math.max(MINUTE_MS, (count * MINUTE_MS) / 4);
    return { from: now - count * size - give, to: now - count * size + give };
  }
  const date = dateAgo(count, unit as string, now);
  const give = { D: 0, W: 3, M: 15, Y: 182 }[unit as string];
  return give === undefined ? undefined : { from: startOf(date, -give), to: startOf(date, give + 1) };
}

function daysAgo([, , digits, unit]: RegExpExecArray, now: number): Date {
  return dateAgo(Number(digits), unit as string, now);
}

/** The day that was so many units ago; of a month that is too short, its last one. */
function dateAgo(count: number, unit: string, now: number): Date {
  const { year, month, day } = partsOf(now);
  switch (unit) {
    case 'Y':
    case 'M': {
      const months = unit === 'Y' ? 12 * count : count;
      const last = new Date(year, month - months + 1, 0).getDate();
      return new Date(year, month - months, Math.min(day, last));
    }
    default:
      return new Date(year, month, day - (unit === 'W' ? 7 * count : count));
  }
}

function wholeMonth(said: string | undefined, month: number, now: number): Interval | undefined {
  const { year, month: thisMonth } = partsOf(now);
  if (month < 1 || month > 12) return undefined;
  const meant = said === undefined ? (month - 1 <= thisMonth ? year : year - 1) : Number(said);
  return { from: new Date(meant, month - 1, 1).getTime(), to: new Date(meant, month, 1).getTime() };
}

/** The days that have this name and have begun, newest first. Nobody calls today by its weekday. */
function* daysNamed(iso: string, now: number): Generator<Date> {
  const { year, month, day } = partsOf(now);
  const ago = /^-P(\d+)([DWMY])$/.exec(iso);
  if (ago) return void (yield dateAgo(Number(ago[1]), ago[2] as string, now));
  if (iso === 'P0D') return void (yield new Date(year, month, day));
  const weekday = /^W-(\d)$/.exec(iso)?.[1];
  if (weekday !== undefined) {
    const back = (new Date(now).getDay() - Number(weekday) + 7) % 7 || 7;
    for (let weeks = 0; weeks < 2; weeks++) yield new Date(year, month, day - back - 7 * weeks);
    return;
  }
  const [, saidYear, saidMonth, saidDay] =
    /^(?:---|--(?=\d\d-)|(20\d\d)-)(?:(\d\d)-)?(\d\d)$/.exec(iso) ?? [];
  if (saidDay === undefined) return;
  const isEachMonth = saidYear === undefined && saidMonth === undefined;
  for (let back = 0; back < MOST_TRIED; back++) {
    const tried = isEachMonth
      ? new Date(year, month - back, Number(saidDay))
      : new Date(Number(saidYear ?? year - back), Number(saidMonth) - 1, Number(saidDay));
    // A month without that day would spill into the next one.
    if (tried.getDate() === Number(saidDay) && tried.getTime() <= now) yield tried;
    if (saidYear !== undefined) return;
  }
}

/** Months or years back: the 29th of February comes every eighth year at worst. */
const MOST_TRIED = 9;

function wholeDay(day: Date): Interval {
  return { from: startOf(day), to: startOf(day, 1) };
}

/** Midnight at which the day begins, or one so many days later. */
function startOf(date: Date, later = 0): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + later).getTime();
}

function partsOf(at: number): { year: number; month: number; day: number } {
  const date = new Date(at);
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}
