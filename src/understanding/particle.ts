import type { Intent } from './intent.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { readServiceNames } from './setting-name.ts';
import type { Words } from './words.ts';

/** What a name and a little word want of a package, and of a service. */
const WANTS: ReadonlyMap<string, { package?: string; service?: string }> = new Map([
  ['in', { package: 'install_package' }],
  ['out', { package: 'remove_package' }],
  ['away', { package: 'remove_package' }],
  ['gone', { package: 'remove_package' }],
  ['up', { service: 'service_start' }],
  ['down', { service: 'service_stop' }],
]);
const MOST_NAME_WORDS = 4;

/** "nano in, vim out", "nginx down": said so short, a part of several commands is clear. By itself it is not. */
export function readParticle(
  { words }: Words,
  { readPackage, settings }: PhraseContext,
): PhraseReading | undefined {
  const wanted = WANTS.get(words.at(-1) ?? '');
  const name = words.slice(0, -1);
  if (!wanted || name.length === 0 || name.length > MOST_NAME_WORDS) return undefined;
  const intent = wanted.package
    ? packageIntent(wanted.package, name)
    : serviceIntent(wanted.service ?? '', name);
  if (!intent) return undefined;
  return {
    grade: 3,
    intents: [intent],
    literals: 1,
    freeWords: name.length,
    score: 1,
    how: `name and particle: ${words.join(' ')}`,
    slotWords: name,
    situated: false,
    rank: 0,
  };

  function packageIntent(label: string, said: readonly string[]): Intent | undefined {
    const found = readPackage({ words: said, breaks: new Set() });
    const [attribute] = found.type === 'packages' && found.score === 1 ? found.attributes : [];
    return attribute === undefined ? undefined : { intent: label, slots: { package: attribute } };
  }

  function serviceIntent(label: string, said: readonly string[]): Intent | undefined {
    const found = readServiceNames(said, settings);
    const [unit] = found.type === 'names' && found.score === 1 ? found.names : [];
    return unit === undefined ? undefined : { intent: label, slots: { service: unit } };
  }
}
