import type { Catalogue } from '#catalogue/catalogue.ts';
import { numberToWords } from '#understanding/numbers.ts';
import { spokenValues } from '#understanding/option-value.ts';
import { LANGUAGES } from '#understanding/spoken-values.ts';

type Random = () => number;
type Filler = (random: Random) => string;

const DATES =
  'yesterday|last night|this morning|last week|last month|last tuesday|tuesday|monday|sunday|friday evening|two days ago|five days ago|a week ago|three weeks ago|a month ago|two months ago|an hour ago|the day before yesterday|july first|the third of may|the twelfth of march|november|christmas|last weekend|yesterday afternoon|half an hour ago|march twenty second|a fortnight ago|wednesday|saturday morning|earlier today|last spring|june tenth|two thousand twenty four';
const DURATIONS =
  'thirty days|two weeks|a month|a week|ninety days|six months|three days|14 days|a year|two months|ten days|48 hours|a fortnight|half a year|30 days';
const DESCRIPTIONS =
  'before i installed steam|with the old kernel|that still had gnome|before the update|from before plasma six|where the sound worked|with the working wifi|before i broke the network|that boots|before the big upgrade|where bluetooth was fine|with kernel six point one|i had before the holidays|right before i added docker|without wayland|from when printing worked|before i changed the desktop|that was stable|where suspend worked|with the old nvidia driver';
const TOPICS =
  'flakes|the nix store|a derivation|a generation|a closure|garbage collection|home manager|channels|the boot menu|a rollback|overlays|nixpkgs|reproducibility|the binary cache|store paths|a profile|specialisations|dry activation|a module|an option|the flake lock|declarative configuration|the nix daemon|a garbage root|state version|unfree packages|impermanence|a derivation output|the sandbox|a substituter|rebuild switch|nix shell|a hash|the activation script';
const NAMES =
  'hal|zeus|kitchen|thunder|marvin|bluebird|workhorse|athena|nautilus|potato|bigbox|studio|pluto|garage|orion|turing|mars|snowflake';
const PROGRAMS =
  'netstat|dig|javac|strings|ifconfig|nslookup|htpasswd|convert|lsusb|lspci|traceroute|xxd|fuser|killall|telnet|nc|whois|hexdump|arp|host|pdftotext|identify|mkfs|sensors|ab|ldd|nm|objdump|envsubst|watch|pgrep|route|uuidgen|xclip|ffprobe|scp|rsync|dot|pip|cargo';

/** Words for each placeholder of the examples; the same random numbers give the same words. */
export function fillers({ packages, settings }: Catalogue): Readonly<Record<string, Filler>> {
  const spokenOf = ({ spoken, attribute }: { spoken: readonly string[]; attribute: string }) =>
    spoken.length > 0 ? spoken : [attribute.replaceAll(/[-_.]+/g, ' ')];
  const names = packages.all().map(spokenOf);
  const keywords = [...new Set(packages.all().flatMap((found) => found.keywords))].filter(
    (word) => word.length > 3,
  );
  const switches = settings.options.filter(
    ({ type, spoken }) => type.kind === 'boolean' && spoken.length > 0,
  );
  const cities = Intl.supportedValuesOf('timeZone')
    .filter((zone) => /^(Europe|America|Asia|Africa|Australia)\/[A-Za-z_]+$/.test(zone))
    .map((zone) => (zone.split('/')[1] as string).replaceAll('_', ' ').toLowerCase());
  const programs = [
    ...new Set([...PROGRAMS.split('|'), ...packages.all().flatMap((found) => found.programs)]),
  ].filter((name) => /^[a-z0-9]{2,}$/.test(name));
  return {
    package: (random) => pick(pick(names.slice(0, random() < 0.5 ? 200 : names.length), random), random),
    service: (random) => pick(pick(settings.services, random).spoken, random),
    option: (random) => pick(pick(switches, random).spoken, random),
    query: (random) => pick(keywords, random),
    program: (random) => pick(programs, random),
    city: (random) => pick(cities, random),
    language: (random) => pick(Object.keys(LANGUAGES), random),
    name: (random) => pick(NAMES.split('|'), random),
    number: (random) => number(1 + Math.floor(random() * 320), random),
    count: (random) => number(2 + Math.floor(random() * 14), random),
    port: (random) => number(pick([22, 80, 443, 8080, 3000, 25565, 5432, 1900, 631, 6667], random), random),
    date: (random) => pick(DATES.split('|'), random),
    duration: (random) => pick(DURATIONS.split('|'), random),
    description: (random) => pick(DESCRIPTIONS.split('|'), random),
    topic: (random) => pick(TOPICS.split('|'), random),
    value: () => 'ten',
  };
}

/** The frame with words for its placeholders; an option and a value beside it belong together. */
export function filled(
  frame: string,
  fill: Readonly<Record<string, Filler>>,
  { settings }: Catalogue,
  random: Random,
): string {
  const withValue = frame.includes('{value}') ? optionWithValue(settings, random) : undefined;
  return frame.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (withValue && name in withValue) return withValue[name as 'option' | 'value'];
    return fill[name]?.(random) ?? placeholder;
  });
}

function optionWithValue(settings: Catalogue['settings'], random: Random): { option: string; value: string } {
  const options = settings.options.filter(({ type, spoken }) => type.kind !== 'boolean' && spoken.length > 0);
  const option = pick(options, random);
  return { option: pick(option.spoken, random), value: pick(spokenValues(option), random) };
}

function number(value: number, random: Random): string {
  return random() < 0.5 && value < 1000 ? numberToWords(value).replaceAll(' and ', ' ') : String(value);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
