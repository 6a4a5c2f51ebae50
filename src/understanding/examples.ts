import type { Catalogue } from '#catalogue/catalogue.ts';
import { spokenName } from '#catalogue/package.ts';
import { spokenValues } from './option-value.ts';
import type { RememberedName } from './remembered.ts';
import { type Fill, fillWith } from './sample.ts';
import { withoutWakePhrase, wordsOf } from './words.ts';

const QUERIES = ['text editor', 'web browser'];
export const DURATIONS = ['thirty days', 'two weeks', 'a month', 'one year', 'six hours'];
export const DATES = [
  'last tuesday',
  'yesterday',
  'two weeks ago',
  'july first',
  'the day before yesterday',
  'last night',
  'early november',
  'monday morning',
];
export const NUMBERS = ['three and four', 'twelve', 'seven to nine', 'five six and eight'];

/** Remembered where examples are understood. */
export const REMEMBERED: readonly RememberedName[] = [{ kind: 'package', name: 'vim', spoken: 'usual' }];

/** What can be said for each kind of wildcard, from what the catalogue knows. */
export function exampleFill({ packages, settings, topics }: Catalogue): Fill {
  const names = packages.all().slice(0, 6).map(spokenName);
  const findable = QUERIES.filter((query) => packages.search(query, 1).length > 0);
  const programs = packages.all().flatMap((found) => found.programs.slice(0, 1));
  const named = fillWith({ findable, device: ['studio', 'yeti'], name: ['kitchen', 'zeus'] });
  const byResolve: Readonly<Record<string, readonly string[]>> = {
    packages: names,
    query: QUERIES,
    letters: ['h t o p', 'm p v'],
    services: settings.services
      .filter(({ option }) => settings.option(option) === undefined)
      .flatMap(({ spoken }) => spoken.slice(0, 1)),
    assignments: spokenAssignments({ settings }),
    programs: programs.filter((program) => /^[a-z]{3,}$/.test(program)).slice(0, 6),
    durations: DURATIONS,
    numbers: NUMBERS,
    dates: DATES,
    descriptions: spokenDescriptions(names),
    remembered: REMEMBERED.map(({ spoken }) => spoken),
  };
  // What is called the same as a service, or as its start, may be meant as either.
  const isService = (path: string) =>
    settings.services.some(({ option }) => option === path.replace(/OnBoot$/, ''));
  const options = (isSwitch: boolean) =>
    settings.options
      .filter(({ path, type }) => (type.kind === 'boolean') === isSwitch && !isService(path))
      .flatMap(({ spoken }) => spoken.slice(0, 1));
  // What is also a program is asked about as one; a wake phrase in front is no name.
  const explained = topics
    .all()
    .flatMap((topic) => (topic.package === undefined ? topic.names : []))
    .filter((name) => !withoutWakePhrase(wordsOf(name)).woken);
  return (list) => {
    if (list.kind === 'wildcard' && list.resolve === 'topics') return explained;
    if (list.kind !== 'wildcard' || list.resolve === 'text' || list.onlyFound) return named(list);
    const words = list.resolve === 'options' ? options(list.name === 'switch') : byResolve[list.resolve];
    return words !== undefined && words.length > 0 ? words : named(list);
  };
}

/** "before i installed firefox", and what no package is in. */
export function spokenDescriptions(names: readonly string[]): readonly string[] {
  const times = ['before i installed', 'when i still had', 'with', 'without', 'before i removed'];
  return [
    'before the last update',
    'before i upgraded',
    ...names.map((name, at) => `${times[at % times.length]} ${name}`),
  ];
}

/** "the time zone to berlin", for each option that takes a value. */
export function spokenAssignments({ settings }: Pick<Catalogue, 'settings'>): readonly string[] {
  return settings.options
    .filter(({ type }) => type.kind !== 'boolean')
    .flatMap((option) => {
      const [name] = option.spoken;
      return name === undefined ? [] : spokenValues(option).map((value) => `${name} to ${value}`);
    });
}
