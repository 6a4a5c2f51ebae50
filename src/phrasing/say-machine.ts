import type { Answer, HealthFinding } from '#nix/answer.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import { sayDuration } from './say-duration.ts';
import { sayFirst, sayList } from './say-list.ts';
import { saySize } from './say-size.ts';
import { capitalized, shortened } from './speakable.ts';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;

/** The state of a service, or what it wrote last. */
export function sayService(
  answer: Of<'service'> | Of<'service-log'>,
  { serviceName, now }: PhrasingContext,
): string {
  const name = capitalized(serviceName(answer.service));
  if (answer.type === 'service-log') {
    const [newest, ...older] = answer.lines;
    if (!newest) return `${name} has written nothing.`;
    const before = older.slice(0, 2).map(({ text }) => `${shortened(text, 120)}.`);
    return [
      `${name}, the last first: ${sayDate(newest.at, now)}, ${shortened(newest.text, 120)}.`,
      ...before,
    ].join(' ');
  }
  const since = answer.since === undefined ? '' : `, since ${sayDate(answer.since, now)}`;
  const next = answer.state === 'failed' ? ` Say restart ${serviceName(answer.service)} to try again.` : '';
  return `${name} ${STATES[answer.state]}${since}. It ${answer.enabled ? 'starts' : 'does not start'} with the machine.${next}`;
}

const STATES = { running: 'is running', stopped: 'is stopped', failed: 'has failed' } as const;

/** What the store holds and whether it is whole. */
export function sayStore(
  answer: Of<'disk-usage'> | Of<'verified'> | Of<'optimised'>,
  verbosity: Verbosity,
): string {
  switch (answer.type) {
    case 'disk-usage': {
      const { totalBytes, freeBytes, storeBytes, deadBytes, generations } = answer;
      const sentences = [
        `${capitalized(saySize(freeBytes))} of ${saySize(totalBytes)} are free.`,
        `The store takes ${saySize(storeBytes)}, with ${sayCount(generations, 'generation')}.`,
      ];
      if (deadBytes > 0) sentences.push(`${capitalized(saySize(deadBytes))} of it is garbage.`);
      if (deadBytes > 0 && verbosity !== 'brief') sentences.push('Say collect garbage to free that.');
      return sentences.join(' ');
    }
    case 'verified': {
      const { paths, damaged } = answer;
      if (damaged.length === 0) return `${capitalized(sayCount(paths, 'store path'))} checked, all whole.`;
      const what = `${sayCount(damaged.length, 'store path')} of ${paths} ${damaged.length === 1 ? 'is' : 'are'}`;
      return `${capitalized(what)} damaged: ${sayFirst(damaged, 4)}. Say repair the system.`;
    }
    case 'optimised':
      return answer.savedBytes > 0
        ? `The store is optimised. That saved ${saySize(answer.savedBytes)}.`
        : 'The store was optimal already.';
  }
}

/** How the machine is, and how busy. */
export function sayMachine(answer: Of<'health'> | Of<'metrics'>, context: PhrasingContext): string {
  if (answer.type === 'health') {
    if (answer.findings.length === 0) return 'All is well.';
    return answer.findings.map((finding) => sayFinding(finding, context)).join(' ');
  }
  const { processorPercent, memoryUsedBytes, memoryTotalBytes, uptimeMs, celsius } = answer;
  const warmth = celsius === undefined ? '' : ` It is ${Math.round(celsius)} degrees warm.`;
  return `The processor is ${Math.round(processorPercent)} percent busy. ${saySize(memoryUsedBytes)} of ${saySize(memoryTotalBytes)} memory are used.${warmth} It has been up for ${sayDuration(uptimeMs)}.`;
}

function sayFinding(finding: HealthFinding, { serviceName }: PhrasingContext): string {
  switch (finding.what) {
    case 'failed-service':
      return `${capitalized(serviceName(finding.service))} has failed. Say restart ${serviceName(finding.service)}.`;
    case 'disk-nearly-full':
      return `The disk is nearly full, only ${saySize(finding.freeBytes)} are left.${finding.deadBytes > 0 ? ` Say collect garbage to free ${saySize(finding.deadBytes)}.` : ''}`;
    case 'damaged-paths':
      return `${capitalized(sayCount(finding.count, 'store path'))} ${finding.count === 1 ? 'is' : 'are'} damaged. Say repair the system.`;
    case 'needs-restart':
      return 'The machine runs an older kernel than the system has. It needs a restart.';
    case 'not-applied':
      return 'The configuration was changed and is not in use. Say rebuild.';
    case 'old-system':
      return `The last update was ${sayCount(finding.days, 'day')} ago. Say update the system.`;
  }
}

/** What differs between two generations. */
export function sayComparison(answer: Of<'comparison'>, { names, serviceName }: PhrasingContext): string {
  const { from, to, added, removed, upgraded, nixosVersions, kernels, servicesAdded, servicesRemoved } =
    answer;
  const parts: string[] = [];
  if (added.length > 0) parts.push(`adds ${sayFirst(added.map(names), 4)}`);
  if (removed.length > 0) parts.push(`removes ${sayFirst(removed.map(names), 4)}`);
  if (servicesAdded.length > 0) parts.push(`enables ${sayFirst(servicesAdded.map(serviceName), 3)}`);
  if (servicesRemoved.length > 0) parts.push(`disables ${sayFirst(servicesRemoved.map(serviceName), 3)}`);
  if (upgraded.length > 0) parts.push(`changes the version of ${sayCount(upgraded.length, 'package')}`);
  if (nixosVersions) parts.push(`goes from NixOS ${nixosVersions[0]} to ${nixosVersions[1]}`);
  if (kernels) parts.push(`changes the kernel from ${kernels[0]} to ${kernels[1]}`);
  const start = `From generation ${from} to ${to}:`;
  return parts.length === 0 ? `${start} no difference.` : `${start} it ${sayList(parts)}.`;
}

export function sayUpdates({ upgrades, downloadBytes }: Of<'updates'>, { names }: PhrasingContext): string {
  if (upgrades.length === 0) return 'Everything is up to date.';
  const named = sayFirst(
    upgrades.map(({ attribute }) => names(attribute)),
    3,
  );
  return `There are updates for ${sayCount(upgrades.length, 'package')}: ${named}. They download ${saySize(downloadBytes)}. Say update the system.`;
}

export function sayProviders({ program, packages }: Of<'provides'>, { names }: PhrasingContext): string {
  if (packages.length === 0) return `I know no package that brings ${shortened(program, 60)}.`;
  const all = sayFirst(
    packages.map(({ attribute }) => names(attribute)),
    4,
  );
  return `${capitalized(program)} comes with ${all}. Say install${packages.length === 1 ? ' it' : ', and which one'}.`;
}

type Refusal = 'no-such-service' | 'no-such-option' | 'bad-value' | 'protected-generation';

/** Why it cannot be, and what can. */
export function sayRefusal(answer: Of<Refusal>, { serviceName, optionName }: PhrasingContext): string {
  switch (answer.type) {
    case 'no-such-service':
      return `I know no service called ${shortened(answer.service, 60)}.${didYouMean(answer.near.map(serviceName))}`;
    case 'no-such-option':
      return `I know no option called ${shortened(answer.option, 80)}.${didYouMean(answer.near.map(optionName))}`;
    case 'bad-value':
      return `${capitalized(optionName(answer.option))} cannot be ${shortened(String(answer.value), 40)}. It takes ${answer.wants}.`;
    case 'protected-generation':
      return answer.why === 'current'
        ? `Generation ${answer.number} is in use, so I keep it.`
        : `The machine was started from generation ${answer.number}, so I keep it.`;
  }
}

function didYouMean(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${sayList(near.slice(0, 3), 'or')}?` : ' Say it in other words.';
}
