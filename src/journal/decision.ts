import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '#dialogue/effect.ts';
import type { Reply } from '#dialogue/reply.ts';
import type { Turn } from '#dialogue/step.ts';
import type { Request } from '#nix/request.ts';

/** What became of an event, short enough to be kept and compared: the words of replies are not part of it. */
export interface Decision {
  /** Of an utterance that counted. */
  decision?: string;
  intents?: readonly string[];
  slots?: readonly Readonly<Record<string, unknown>>[];
  /** What it made happen, in order. */
  does: readonly string[];
}

export function decisionOf({
  effects,
  turn,
}: {
  effects: readonly Effect[];
  turn?: Turn | undefined;
}): Decision {
  const does = effects.flatMap((effect) => deedOf(effect) ?? []);
  if (!turn) return { does };
  return {
    decision: turn.decision,
    intents: turn.intents.map(({ intent }) => intent),
    slots: turn.intents.map(({ slots }) => slots),
    does,
  };
}

export function isSameDecision(one: Decision, other: Decision): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

/** As it is when it was written down and read again. */
function plain(decision: Decision): unknown {
  return JSON.parse(JSON.stringify(decision));
}

/** In words for a terminal. */
export function describeDecision({ decision, intents = [], slots = [], does }: Decision): string {
  const meant = intents.map((intent, index) => [intent, ...pairs(slots[index] ?? {})].join(' ')).join(' + ');
  const done = does.length > 0 ? does.join(', ') : 'nothing';
  return decision === undefined ? done : `${decision} (${meant}): ${done}`;
}

/** Undefined: nothing that a person would notice. */
function deedOf(effect: Effect): string | undefined {
  switch (effect.type) {
    case 'say':
      return ['say', effect.reply.type, detailOf(effect.reply)]
        .filter((word) => word !== undefined)
        .join(' ');
    case 'earcon':
      return `earcon ${effect.earcon}`;
    case 'plan':
      return `plan ${effect.requests.map(requestInWords).join(' + ')}`;
    case 'run':
      return `run ${effect.plan.hash.slice(0, 8)}`;
    case 'cancel':
      return `cancel ${effect.task}`;
    case 'adjust':
      return ['adjust', ...pairs({ ...effect.adjustment })].join(' ');
    case 'set-timer':
      return `wait ${effect.timer} ${effect.ms}`;
    case 'clear-timer':
      return undefined;
    default:
      return effect.type;
  }
}

/** What tells replies of one type apart. */
function detailOf(reply: Reply): string | undefined {
  if ('why' in reply) return reply.why;
  if ('doing' in reply) return reply.doing;
  if ('needed' in reply) return reply.needed;
  if ('answer' in reply) return reply.answer.type;
  if ('list' in reply) return `${reply.list.kind} ${reply.from + 1}-${reply.from + reply.count}`;
  return 'slot' in reply ? reply.slot : undefined;
}

function requestInWords({ intent, ...fields }: Request): string {
  return [intent, ...pairs(fields)].join(' ');
}

function pairs(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
