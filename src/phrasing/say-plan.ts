import type { Plan, PlanConcern, PlanEffects } from '#nix/plan.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayAction } from './say-action.ts';
import { sayCount } from './say-count.ts';
import { sayDuration } from './say-duration.ts';
import { sayFirst, sayList } from './say-list.ts';
import { sayNeedless } from './say-nothing-to-do.ts';
import { sayOptionChange } from './say-option.ts';
import { saySize } from './say-size.ts';
import { sayVersion } from './say-version.ts';
import { capitalized } from './speakable.ts';

interface Asked {
  plan: Plan;
  /** What an irreversible plan wants to hear. */
  words: string | null;
}

/** "Install firefox? It downloads 68 megabytes and takes about six seconds." */
export function sayQuestion({ plan, words }: Asked, verbosity: Verbosity, context: PhrasingContext): string {
  const needless = (plan.effects.needless ?? []).map((one) => sayNeedless(one, context));
  const sentences = [
    ...new Set(needless),
    `${capitalized(sayAction(plan, context))}?`,
    sayChanges(plan, context, 2),
    sayCosts(plan, verbosity),
    sayConcern(plan.effects),
    sayLoss(plan),
    sayRights(plan.effects),
  ];
  if (words) sentences.push(`Say: ${words}. Or say no.`);
  else if (verbosity === 'detailed') sentences.push('Say yes or no.');
  return joined(sentences);
}

export function sayReminder({ plan, words }: Asked, context: PhrasingContext): string {
  return `I am still asking: ${sayAction(plan, context)}? ${words ? `Say: ${words}. Or say no.` : 'Say yes or no.'}`;
}

/** Everything known about a plan, for "why?" and "what would that do?". */
export function sayPlanDetails({ plan, words }: Asked, asking: boolean, context: PhrasingContext): string {
  const { effects, system } = plan;
  const sentences = [
    `The plan is to ${sayAction(plan, context)}.`,
    sayChanges(plan, context, 6) || sayOwnChanges(effects, context),
    sayUpgrades(effects, context),
    sayCosts(plan, 'detailed'),
    effects.from && effects.to
      ? `It leads from generation ${effects.from.number} to generation ${effects.to.number}.`
      : '',
    sayConcern(effects),
    sayLoss(plan),
    sayRights(effects),
    effects.undoable ? 'It can be undone.' : '',
    system === 'practice' ? 'It happens on the practice system.' : '',
    asking ? (words ? `Say: ${words}. Or say no.` : 'Shall I? Say yes or no.') : '',
  ];
  return joined(sentences);
}

/** What comes and goes besides what was asked for by name. */
function sayChanges(plan: Plan, context: PhrasingContext, most: number): string {
  const { names } = context;
  const asked = new Set(
    plan.requests.flatMap((request) => ('package' in request ? [String(request.package)] : [])),
  );
  const adds = plan.effects.adds.filter((attribute) => !asked.has(attribute)).map(names);
  const removes = plan.effects.removes.filter((attribute) => !asked.has(attribute)).map(names);
  const { upgrades } = plan.effects;
  const parts: string[] = [];
  if (adds.length > 0) parts.push(`adds ${sayFirst(adds, most + 1)}`);
  if (removes.length > 0) parts.push(`removes ${sayFirst(removes, most + 1)}`);
  if (upgrades.length > 0) parts.push(`changes the version of ${sayCount(upgrades.length, 'package')}`);
  parts.push(...sayServices(plan, context, most), ...sayOptions(plan, context, most));
  return parts.length > 0 ? `It ${sayList(parts)}.` : '';
}

/** Services that begin or end besides what was asked for: "starts printing". */
function sayServices({ requests, effects }: Plan, context: PhrasingContext, most: number): string[] {
  if (!effects.services) return [];
  const { serviceName, optionName } = context;
  const asked = new Set(
    requests.flatMap((request) => {
      if ('service' in request) return [serviceName(request.service)];
      return request.intent === 'set_option' ? [optionName(request.option)] : [];
    }),
  );
  const say = (verb: string, units: readonly string[]) => {
    const others = units.map(serviceName).filter((name) => !asked.has(name));
    return others.length > 0 ? [`${verb} ${sayFirst(others, most + 1)}`] : [];
  };
  const { starts, stops, restarts } = effects.services;
  return [...say('starts', starts), ...say('stops', stops), ...say('restarts', restarts)];
}

/** Options that change besides what was asked for, as when something is undone. */
function sayOptions({ requests, effects }: Plan, context: PhrasingContext, most: number): string[] {
  const asked = (option: string) =>
    requests.flatMap((one) => (one.intent === 'set_option' && one.option === option ? [one.value] : []));
  const others = (effects.options ?? []).filter(
    ({ option }) => context.isList(option) || asked(option).length === 0,
  );
  const said = others.flatMap((change) => sayOptionChange(change, context, asked(change.option)));
  return said.length > most ? [`changes ${sayCount(others.length, 'option')}`] : said;
}

function sayOwnChanges({ adds, removes }: PlanEffects, { names }: PhrasingContext): string {
  const parts: string[] = [];
  if (adds.length > 0) parts.push(`adds ${sayFirst(adds.map(names), 6)}`);
  if (removes.length > 0) parts.push(`removes ${sayFirst(removes.map(names), 6)}`);
  return parts.length > 0 ? `It ${sayList(parts)}.` : '';
}

function sayUpgrades({ upgrades }: PlanEffects, { names }: PhrasingContext): string {
  const named = upgrades
    .slice(0, 3)
    .map(
      ({ attribute, from, to }) => `${names(attribute)} goes from ${sayVersion(from)} to ${sayVersion(to)}`,
    );
  return named.length > 0 ? `${capitalized(sayList(named))}.` : '';
}

function sayRights({ isNotPermitted }: PlanEffects): string {
  return isNotPermitted ? 'It takes the rights of root, and I have nobody to ask for them.' : '';
}

/** Of those that tell of a restart the gravest only. */
function sayConcern({ concerns = [] }: PlanEffects): string {
  const [gravest] = concerns.filter((concern) => !OF_CONTENT.has(concern));
  const said = concerns.filter((concern) => concern === gravest || OF_CONTENT.has(concern));
  return joined(said.map((concern) => CONCERNS[concern]));
}

const OF_CONTENT: ReadonlySet<PlanConcern> = new Set(['other-inputs', 'changed-by-hand']);

const CONCERNS: Readonly<Record<PlanConcern, string>> = {
  'needs-restart': 'It works only after a restart of the machine.',
  'other-kernel': 'Its kernel is not the one that runs, so restart the machine after it.',
  'changed-by-hand': 'What has changed in your own files comes along.',
  'other-inputs': 'Channels and flake inputs stay, so the next change brings their versions.',
  'not-in-boot-menu': 'The boot menu no longer has it, so the next start brings another one.',
};

/** Shorter jobs are not worth a longer question; how long they take is said when they start. */
const LONG_MS = 20_000;

function sayCosts({ effects }: Plan, verbosity: Verbosity): string {
  const { downloadBytes, builds, estimateMs, goesOnline, isBlind } = effects;
  if (isBlind) return 'It goes online. Only then it shows what it brings, and how long it takes.';
  const isDetailed = verbosity === 'detailed';
  const parts: string[] = [];
  if (downloadBytes > 0) parts.push(`downloads ${saySize(downloadBytes)}`);
  else if (goesOnline) parts.push('goes online');
  if (builds > 0) parts.push(`builds ${sayCount(builds, 'package')}`);
  if (estimateMs >= LONG_MS || (isDetailed && estimateMs > 1000))
    parts.push(`takes ${sayDuration(estimateMs)}`);
  return parts.length > 0 ? `It ${sayList(parts)}.` : '';
}

function sayLoss({ requests, system, effects: { loses, undoable, deletes = [] } }: Plan): string {
  if (requests.some(({ intent }) => intent === 'restart_machine'))
    return 'What is open is closed, and what is not saved is lost.';
  if (loses) {
    const collects = requests.some(({ intent }) => intent === 'collect_garbage');
    const generations = sayCount(deletes.length, 'generation');
    const paths = sayCount(loses.paths, 'store path');
    const lost = [...(deletes.length > 0 ? [generations] : []), ...(collects ? [paths] : [])];
    // What files share on a real disk is not freed with one of them.
    const size = `${system === 'local' ? 'up to ' : ''}${saySize(loses.bytes)}`;
    const frees = collects && loses.bytes > 0 ? `, which frees ${size}` : '';
    // Without collecting it, what nobody needs any more only waits to be collected.
    const leaves =
      !collects && loses.bytes > 0 ? ` ${capitalized(saySize(loses.bytes))} become garbage.` : '';
    return `This deletes ${sayList(lost)} for good${frees}. It cannot be undone.${leaves}`;
  }
  // After a restart there is nothing to undo.
  if (undoable || requests.every(({ intent }) => intent === 'service_restart')) return '';
  return 'This cannot be undone.';
}

function joined(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
