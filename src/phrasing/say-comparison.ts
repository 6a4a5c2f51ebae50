import type { Answer } from '#nix/answer.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayFirst, sayList } from './say-list.ts';
import { sayOptionChange } from './say-option.ts';
import { saySize } from './say-size.ts';
import { sayVersion } from './say-version.ts';
import { capitalized, shortened } from './speakable.ts';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;

/** Settings that are told with what they become. */
const MOST_CHANGES = 3;

/** What differs between two generations. */
export function sayComparison(answer: Of<'comparison'>, context: PhrasingContext): string {
  const { names, serviceName, optionName } = context;
  const { from, to, added, removed, upgraded, nixosVersions, kernels, servicesAdded, servicesRemoved } =
    answer;
  const { options = [] } = answer;
  const changes = options.flatMap((change) => sayOptionChange(change, context));
  const parts: string[] = [];
  if (added.length > 0) parts.push(`adds ${sayFirst(added.map(names), 4)}`);
  if (removed.length > 0) parts.push(`removes ${sayFirst(removed.map(names), 4)}`);
  if (servicesAdded.length > 0) parts.push(`enables ${sayFirst(servicesAdded.map(serviceName), 3)}`);
  if (servicesRemoved.length > 0) parts.push(`disables ${sayFirst(servicesRemoved.map(serviceName), 3)}`);
  if (changes.length <= MOST_CHANGES) parts.push(...changes);
  else {
    const named = options.map(({ option }) => optionName(option));
    parts.push(`changes the setting of ${sayFirst(named, MOST_CHANGES)}`);
  }
  if (upgraded.length > 0) parts.push(`changes the version of ${sayCount(upgraded.length, 'package')}`);
  if (nixosVersions)
    parts.push(`goes from NixOS ${sayVersion(nixosVersions[0])} to ${sayVersion(nixosVersions[1])}`);
  if (kernels) parts.push(`changes the kernel from ${sayVersion(kernels[0])} to ${sayVersion(kernels[1])}`);
  const start = `From generation ${from} to ${to}:`;
  return parts.length === 0 ? `${start} no difference.` : `${start} it ${sayList(parts)}.`;
}

export function sayUpdates(
  { upgrades, downloadBytes }: Of<'updates'>,
  verbosity: Verbosity,
  { names }: PhrasingContext,
): string {
  if (upgrades.length === 0) return 'Everything is up to date.';
  const named = sayFirst(
    upgrades.map(({ attribute }) => names(attribute)),
    3,
  );
  const sentences = [`There are updates for ${sayCount(upgrades.length, 'package')}: ${named}.`];
  if (downloadBytes > 0) sentences.push(`They download ${saySize(downloadBytes)}.`);
  if (verbosity !== 'brief') sentences.push('Say update the system.');
  return sentences.join(' ');
}

export function sayProviders(
  { program, packages, installed = [] }: Of<'provides'>,
  verbosity: Verbosity,
  { names }: PhrasingContext,
): string {
  if (packages.length === 0) return `I know no package that brings ${shortened(program, 60)}.`;
  const all = sayFirst(
    packages.map(({ attribute }) => names(attribute)),
    4,
  );
  const comes = `${capitalized(program)} comes with ${all}`;
  const has = sayFirst(installed.map(names), 4);
  if (has !== '' && packages.length === 1) return `${comes}, which is installed.`;
  if (has !== '') return `${comes}. ${capitalized(has)} ${installed.length === 1 ? 'is' : 'are'} installed.`;
  const next =
    verbosity === 'brief' ? '' : ` Say install${packages.length === 1 ? ' it' : ', and which one'}.`;
  return `${comes}.${next}`;
}
