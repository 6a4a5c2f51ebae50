import type { ListAnswer } from '#dialogue/reply.ts';
import type { Answer } from '#nix/answer.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayComparison, sayProviders, sayUpdates } from './say-comparison.ts';
import { sayCount } from './say-count.ts';
import { sayFailure } from './say-failure.ts';
import { sayHealth } from './say-health.ts';
import { sayFirst, sayList } from './say-list.ts';
import { sayNothingToDo } from './say-nothing-to-do.ts';
import { sayOldPackages } from './say-old-packages.ts';
import { sayOutcome } from './say-outcome.ts';
import { sayPackage } from './say-package.ts';
import { sayRefusal } from './say-refusal.ts';
import { sayRestart } from './say-restart.ts';
import { sayService } from './say-service.ts';
import { saySize } from './say-size.ts';
import { sayStore } from './say-store.ts';
import { sayVersion } from './say-version.ts';
import { sayUnclearGeneration } from './say-which-generation.ts';
import { capitalized, shortened } from './speakable.ts';

type Told = Exclude<Answer, ListAnswer>;

/** What Nix told, and what one can do next; never more than the answer says. */
export function sayAnswer(answer: Told, verbosity: Verbosity, context: PhrasingContext): string {
  const { names } = context;
  switch (answer.type) {
    case 'done':
      return sayDone(answer, verbosity, context);
    case 'tried':
      return sayTried(answer, verbosity, context);
    case 'built':
      return sayBuilt(answer, context);
    case 'info':
      return sayPackage(answer, verbosity, context);
    case 'system':
      return saySystem(answer, verbosity);
    case 'nothing-to-do':
      return sayNothingToDo(answer, context);
    case 'no-such-package': {
      const near = answer.near.slice(0, 3).map(names);
      const hint =
        near.length > 0
          ? `Did you mean ${sayList(near, 'or')}?`
          : 'Say it again, or say: search, and what it does.';
      return `I know no package called ${shortened(answer.attribute, 60)}.${sayOldPackages(context)} ${hint}`;
    }
    case 'no-such-generation': {
      const { number, first, last } = answer;
      const have =
        first === last ? `There is only generation ${last}.` : `There are generations ${first} to ${last}.`;
      return `There is no generation ${number}. ${have}`;
    }
    case 'unclear-generation':
      return sayUnclearGeneration(answer, context);
    case 'service':
      return sayService(answer, verbosity, context);
    case 'disk-usage':
    case 'verified':
    case 'optimised':
      return sayStore(answer, verbosity);
    case 'health':
    case 'metrics':
      return sayHealth(answer, context);
    case 'comparison':
      return sayComparison(answer, context);
    case 'updates':
      return sayUpdates(answer, verbosity, context);
    case 'provides':
      return sayProviders(answer, verbosity, context);
    case 'no-such-service':
    case 'no-such-option':
    case 'bad-value':
    case 'protected-generation':
      return sayRefusal(answer, context);
    case 'failed':
      return sayFailure(answer, verbosity, context);
    case 'cancelled':
      return answer.restored
        ? 'Cancelled. Everything is as it was before.'
        : 'Cancelled. I cannot tell whether it was all put back. Say system info to look.';
  }
}

function sayDone(
  {
    requests,
    generation,
    previous,
    freedBytes,
    deleted,
    repaired,
    needsRestart,
  }: Extract<Told, { type: 'done' }>,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  const sentences = ['Done.', ...requests.map((request) => sayOutcome(request, context))];
  if (deleted !== undefined)
    sentences.push(`${capitalized(sayCount(deleted.length, 'generation'))} deleted.`);
  if (repaired !== undefined) sentences.push(`${capitalized(sayCount(repaired, 'store path'))} repaired.`);
  if (freedBytes !== undefined) sentences.push(`That freed ${saySize(freedBytes)}.`);
  if (generation !== undefined && verbosity !== 'brief')
    sentences.push(`You are on generation ${generation}.`);
  sentences.push(sayRestart(needsRestart, requests, verbosity, context));
  const isUndo = requests.some(({ intent }) => intent === 'edit_undo');
  if (previous !== undefined && !isUndo && verbosity !== 'brief')
    sentences.push(`Say undo to return to ${previous}.`);
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function sayTried(
  { package: found, folder, kept = false }: Extract<Told, { type: 'tried' }>,
  verbosity: Verbosity,
  { names }: PhrasingContext,
): string {
  const [program] = found.programs;
  const sentences = [
    `You can try ${names(found.attribute)} now.`,
    `${program ? `Its program ${program}` : 'It'} is ready until ${kept ? 'the next try' : 'goodbye'}.`,
  ];
  if (kept || verbosity === 'detailed') sentences.push(`It is in ${folder}.`);
  if (verbosity !== 'brief') sentences.push('Say install it to keep it.');
  return sentences.join(' ');
}

function sayBuilt(
  { action, adds, removes, upgrades = [], differs }: Extract<Told, { type: 'built' }>,
  { names }: PhrasingContext,
): string {
  const parts: string[] = [];
  if (adds.length > 0) parts.push(`add ${sayFirst(adds.map(names), 4)}`);
  if (removes.length > 0) parts.push(`remove ${sayFirst(removes.map(names), 4)}`);
  if (upgrades.length > 0) parts.push(`change the version of ${sayCount(upgrades.length, 'package')}`);
  const same = differs
    ? 'It is not the same as the present system.'
    : 'It is the same as the present system.';
  const would = parts.length > 0 ? `Switching to it would ${sayList(parts)}.` : same;
  return action === 'dry-run' ? `I only looked. ${would}` : `It is built and not in use. ${would}`;
}

function saySystem(answer: Extract<Told, { type: 'system' }>, verbosity: Verbosity): string {
  const { nixosVersion, kernel, hostName, generation, memoryBytes, processor, packages } = answer;
  const sentences = [
    `This is ${hostName}, NixOS ${sayVersion(nixosVersion)}, on generation ${generation}.`,
    `${capitalized(sayCount(packages, 'package'))} ${packages === 1 ? 'is' : 'are'} installed.`,
  ];
  if (verbosity !== 'brief')
    sentences.push(`The kernel is ${sayVersion(kernel)}, with ${saySize(memoryBytes)} of memory.`);
  if (verbosity === 'detailed') sentences.push(`The processor is ${shortened(processor, 80)}.`);
  return sentences.join(' ');
}
