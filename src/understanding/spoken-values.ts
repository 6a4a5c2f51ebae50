/** Layouts of the text console by the name of their language. */
export const KEYBOARDS: Readonly<Record<string, string>> = {
  american: 'us',
  english: 'us',
  'us english': 'us',
  'u s': 'us',
  british: 'uk',
  'u k': 'uk',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  swedish: 'sv',
  danish: 'dk',
  norwegian: 'no',
  finnish: 'fi',
  polish: 'pl',
  russian: 'ru',
  turkish: 'trq',
  greek: 'gr',
  hungarian: 'hu',
  dvorak: 'dvorak',
  colemak: 'colemak',
};

/** Layouts of the desktop, which have names of their own. */
export const DESKTOP_KEYBOARDS: Readonly<Record<string, string>> = {
  american: 'us',
  english: 'us',
  'us english': 'us',
  british: 'gb',
  'british english': 'gb',
  'u k': 'gb',
  irish: 'ie',
  german: 'de',
  austrian: 'at',
  swiss: 'ch',
  french: 'fr',
  belgian: 'be',
  canadian: 'ca',
  spanish: 'es',
  'latin american': 'latam',
  italian: 'it',
  portuguese: 'pt',
  brazilian: 'br',
  'brazilian portuguese': 'br',
  dutch: 'nl',
  swedish: 'se',
  danish: 'dk',
  norwegian: 'no',
  finnish: 'fi',
  icelandic: 'is',
  polish: 'pl',
  czech: 'cz',
  slovak: 'sk',
  slovenian: 'si',
  croatian: 'hr',
  serbian: 'rs',
  hungarian: 'hu',
  romanian: 'ro',
  bulgarian: 'bg',
  greek: 'gr',
  turkish: 'tr',
  russian: 'ru',
  ukrainian: 'ua',
  estonian: 'ee',
  latvian: 'lv',
  lithuanian: 'lt',
  hebrew: 'il',
  arabic: 'ara',
  persian: 'ir',
  indian: 'in',
  japanese: 'jp',
  korean: 'kr',
  chinese: 'cn',
};

/** Locales by the name of their language. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en_US.UTF-8',
  american: 'en_US.UTF-8',
  'american english': 'en_US.UTF-8',
  'us english': 'en_US.UTF-8',
  british: 'en_GB.UTF-8',
  'british english': 'en_GB.UTF-8',
  german: 'de_DE.UTF-8',
  french: 'fr_FR.UTF-8',
  spanish: 'es_ES.UTF-8',
  italian: 'it_IT.UTF-8',
  portuguese: 'pt_PT.UTF-8',
  'brazilian portuguese': 'pt_BR.UTF-8',
  dutch: 'nl_NL.UTF-8',
  swedish: 'sv_SE.UTF-8',
  danish: 'da_DK.UTF-8',
  norwegian: 'nb_NO.UTF-8',
  finnish: 'fi_FI.UTF-8',
  polish: 'pl_PL.UTF-8',
  russian: 'ru_RU.UTF-8',
  turkish: 'tr_TR.UTF-8',
  greek: 'el_GR.UTF-8',
  hungarian: 'hu_HU.UTF-8',
  japanese: 'ja_JP.UTF-8',
  chinese: 'zh_CN.UTF-8',
  korean: 'ko_KR.UTF-8',
};

let zones: ReadonlyMap<string, string> | undefined;

/** "berlin", "europe berlin", "new york", "u t c": an IANA time zone. */
export function timeZoneNamed(words: readonly string[]): string | undefined {
  zones ??= zonesByName();
  return zones.get(words.filter((word) => word !== 'slash').join(''));
}

function zonesByName(): ReadonlyMap<string, string> {
  const byName = new Map<string, string>([
    ['utc', 'UTC'],
    ['universal', 'UTC'],
    ['gmt', 'Etc/GMT'],
  ]);
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const plain = zone.toLowerCase().replaceAll(/[_-]/g, '');
    byName.set(plain.replaceAll('/', ''), zone);
    const city = plain.split('/').at(-1) as string;
    if (!byName.has(city)) byName.set(city, zone);
  }
  return byName;
}
