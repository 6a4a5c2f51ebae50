import languages from '../../grammars/en/languages.json' with { type: 'json' };
import places from '../../grammars/en/places.json' with { type: 'json' };

type Names = Readonly<Record<string, string>>;

/** Locales by the name of their language; those without `.UTF-8` have no other encoding. */
export const LANGUAGES: Names = languages.locales;
/** Layouts of the desktop by the name of their language. */
export const DESKTOP_KEYBOARDS: Names = languages.keyboards;
/** Layouts of the text console, which have names of their own. */
export const KEYBOARDS: Names = languages.consoleKeyboards;

/** The locale of a language by its name. */
export function languageNamed(words: readonly string[]): string | undefined {
  return calledSo(LANGUAGES, words);
}

/** A layout by the name of its language, in one of the tables above. */
export function keyboardNamed(words: readonly string[], keyboards: Names): string | undefined {
  return calledSo(keyboards, words);
}

function calledSo(names: Names, words: readonly string[]): string | undefined {
  const name = words.join(' ');
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

let zones: ReadonlyMap<string, string> | undefined;

/**
 * "berlin", "europe berlin", "new york", "texas", "pacific time", "u t c": an IANA time zone. What has several of them
 * ("russia") has none here.
 */
export function timeZoneNamed(words: readonly string[]): string | undefined {
  zones ??= zonesByName();
  return zones.get(words.filter((word) => word !== 'slash').join(''));
}

/** Cities of the database whose names are words of every day. */
const NO_CITIES = new Set(['center', 'easter', 'resolute', 'wake']);

function zonesByName(): ReadonlyMap<string, string> {
  const byName = new Map(
    Object.entries(places).map(([name, zone]): [string, string] => [name.replaceAll(' ', ''), zone]),
  );
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const plain = zone.toLowerCase().replaceAll(/[_-]/g, '');
    const city = plain.split('/').at(-1) as string;
    const current = byName.get(city) ?? zone;
    byName.set(plain.replaceAll('/', ''), current);
    if (!NO_CITIES.has(city)) byName.set(city, current);
  }
  return byName;
}

const ZONE =
  /\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?\b/g;

/** A time zone as it is written ("Europe/Vienna") is no path: its words are what is said for it. */
export function withSpokenZones(text: string): string {
  if (!text.includes('/')) return text;
  return text.replaceAll(ZONE, (zone) => {
    const words = zone.toLowerCase().split(/[/_]/);
    return timeZoneNamed(words) === zone ? words.join(' ') : zone;
  });
}
