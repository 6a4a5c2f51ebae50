import type { UnclearGeneration } from '#nix/answer.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayDate, sayTime } from './say-date.ts';
import { sayList } from './say-list.ts';
import { capitalized, shortened } from './speakable.ts';

/** What can be chosen from now, of generations that were made at some time. */
interface Made {
  number: number | string;
  madeAt: number;
}

/** "Which generation: 43 from yesterday at 9 in the evening, or 42 from Tuesday the tenth?" */
export function sayWhichGeneration(
  generations: readonly Made[],
  isFirst: boolean,
  isUnknown: boolean,
  context: PhrasingContext,
): string {
  const sorry = isUnknown && isFirst ? 'I cannot tell which generation that was. ' : '';
  const named = sayList(sayMade(generations, context), 'or');
  return `${sorry}${isFirst ? 'Which generation: ' : 'Or '}${named}?`;
}

/** The time of day only where the day is the same. */
function sayMade(generations: readonly Made[], { now }: PhrasingContext): string[] {
  const days = generations.map(({ madeAt }) => sayDate(madeAt, now));
  return generations.map(({ number, madeAt }, at) => {
    const day = days[at] as string;
    const isShared = days.filter((other) => other === day).length > 1;
    return `${number} from ${day}${isShared ? ` at ${sayTime(madeAt)}` : ''}`;
  });
}

/** Where nothing can be asked back: why there is none, or which there are, and what to say next. */
export function sayUnclearGeneration(answer: UnclearGeneration, context: PhrasingContext): string {
  const { why, generations } = answer;
  const [first] = generations;
  if (why === 'none') {
    const next = first
      ? ` The oldest is ${sayMade([first], context).join()}. Say go back to the oldest, or list generations.`
      : '';
    return `${sayNone(answer.target, context)}${next}`;
  }
  const some = sayList(sayMade(generations.slice(0, 3), context), 'or');
  const sorry =
    why === 'unknown' ? 'I cannot tell which generation that was' : 'That may be several generations';
  return `${sorry}: ${some}. Say roll back to, and its number.`;
}

function sayNone(target: UnclearGeneration['target'], { names }: PhrasingContext): string {
  switch (target.kind) {
    case 'date':
      return `There is no generation from ${saidDate(target.spoken)}.`;
    case 'package': {
      const name = names(target.package);
      if (target.when === 'without') return `Every generation has ${name}.`;
      return target.when === 'before'
        ? `I know of no generation from before ${name} came.`
        : `No generation has ${name}.`;
    }
    case 'update':
      return 'I know of no generation from before an update.';
    case 'before':
    case 'number':
      return `There is no generation ${target.kind === 'before' ? 'before ' : ''}${target.number}.`;
    default:
      return 'There is no such generation.';
  }
}

/** What is gone back to, before anybody has looked which generation that is. */
export function sayTarget(target: UnclearGeneration['target'], { names }: PhrasingContext): string {
  switch (target.kind) {
    case 'number':
      return `generation ${target.number}`;
    case 'date':
      return `the generation from ${saidDate(target.spoken)}`;
    case 'oldest':
      return 'the oldest generation';
    case 'before':
      return `the generation before ${target.number}`;
    case 'update':
      return 'the generation before the update';
    case 'package':
      return `the generation ${PACKAGE_TIMES[target.when]} ${names(target.package)}`;
    case 'previous':
    case 'back':
    case 'description':
      return 'a generation before';
  }
}

const PACKAGE_TIMES = { before: 'before', came: 'that brought', with: 'with', without: 'without' };

/** As it follows "from": "on monday" is "Monday". */
function saidDate(spoken: string): string {
  return shortened(spoken, 60)
    .replace(/^(?:on|since|from) /, '')
    .replace(NAMES, capitalized);
}

const NAMES =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|christmas)\b/g;
