import { highestRisk, type Request } from '#nix/request.ts';
import { requestFrom } from '#nix/request-from-intent.ts';
import { type Intent, neededSlot } from '#understanding/intent.ts';
import { riskOfIntent } from '#understanding/interpret.ts';
import { change, enter, isOpen, type Moment, say, takeId } from './moment.ts';
import { askSlot, type Origin } from './questions.ts';
import { askTheSame, resolve } from './resolve.ts';
import type { Intents, Mode, Planning } from './state.ts';
import { remainingMs } from './time-left.ts';

const MOST_LOOKS = 4;

/** Orders a plan for commands said together; asks back when one of them is not clear. */
export function order(moment: Moment, intents: Intents, origin: Origin) {
  const clear: Intent[] = [];
  for (const intent of intents) {
    const resolved = resolve(intent, moment.state.context);
    if (resolved.type === 'unclear') {
      moment.turn = {
        intents: [resolved.intent],
        decision: resolved.candidates.length > 0 ? 'ambiguous' : 'incomplete',
      };
      return askBack(moment, { ...resolved, heard: null }, intents.length, origin);
    }
    clear.push(resolved.intent);
  }
  const commands = clear as unknown as Intents;
  moment.turn = { intents: commands, decision: 'understood' };
  orderClear(moment, commands, origin);
}

/** Orders a plan for commands whose slots are all known. */
export function orderClear(moment: Moment, intents: Intents, origin: Origin) {
  const requests: Request[] = [];
  for (const intent of intents) {
    const request = requestFrom(intent);
    if (!request) return cannotDo(moment, intent, intents.length, origin);
    requests.push(request);
  }
  const risk = highestRisk(requests);
  const { job, planning, looks } = moment.state;
  let replaces = false;
  if (risk === 'look') {
    const waiting = planning.length + looks.length;
    if (waiting >= MOST_LOOKS) return void say(moment, { type: 'too-much-at-once' });
    if (isInsteadOf(moment.state.mode, intents)) enter(moment, { name: 'idle' });
  } else {
    if (job && !job.cancelling) {
      return void say(moment, { type: 'busy', plan: job.plan, remainingMs: remainingMs(job, moment.at) });
    }
    if (job) return queue(moment, intents, origin);
    replaces = makeRoom(moment, intents);
  }
  startPlanning(moment, { task: takeId(moment), intents, risk, replaces, ...origin }, requests);
}

/** "Only build it" takes the place of "rebuild?", though it needs no yes. */
function isInsteadOf(mode: Mode, intents: Intents): boolean {
  return (
    mode.name === 'confirming' &&
    mode.intents.some((open) => intents.some(({ intent }) => intent === open.intent))
  );
}

/** Takes the place of the question and the planned change before it. Gives whether something was dropped. */
function makeRoom(moment: Moment, intents: Intents): boolean {
  const replaced = dropPlannedChange(moment);
  const { mode } = moment.state;
  const dropped = mode.name === 'confirming' && !isGrownOrCut(mode.intents, intents);
  if (isOpen(mode)) enter(moment, { name: 'idle' });
  return dropped || replaced;
}

/** What is asked now has all that was asked before, or part of it and nothing else: nothing else was dropped. */
function isGrownOrCut(before: Intents, now: Intents): boolean {
  const [few, many] = before.length <= now.length ? [before, now] : [now, before];
  return few.every((one) => many.some((other) => askTheSame([one], [other])));
}

/** A change that is being planned will not be asked about. */
export function dropPlannedChange(moment: Moment): boolean {
  const changes = moment.state.planning.filter(({ risk }) => risk !== 'look');
  for (const { task } of changes) moment.effects.push({ type: 'cancel', task });
  change(moment, { planning: moment.state.planning.filter(({ risk }) => risk === 'look') });
  return changes.length > 0;
}

function startPlanning(moment: Moment, planning: Planning, requests: readonly Request[]): void {
  const { state } = moment;
  const named = planning.intents.findLast(({ slots }) => typeof slots.package === 'string')?.slots.package;
  const service = planning.intents.findLast(({ slots }) => typeof slots.service === 'string')?.slots.service;
  const generation = planning.intents.findLast(({ slots }) => typeof slots.number === 'number')?.slots.number;
  const context = {
    ...state.context,
    package: typeof named === 'string' ? named : state.context.package,
    service: typeof service === 'string' ? service : state.context.service,
    generation: typeof generation === 'number' ? generation : state.context.generation,
    explained: null,
    last: planning.intents,
    refused: null,
  };
  change(moment, { planning: [...state.planning, planning], context });
  moment.effects.push({ type: 'earcon', earcon: 'heard' }, { type: 'plan', task: planning.task, requests });
}

/** What a job that is being cancelled leaves to do is planned when it is over. */
function queue(moment: Moment, intents: Intents, origin: Origin): void {
  change(moment, { next: { intents, ...origin } });
  if (moment.state.job) say(moment, { type: 'queued', plan: moment.state.job.plan });
}

function cannotDo(moment: Moment, intent: Intent, together: number, origin: Origin): void {
  // Older than so long, the newest so many, or numbers: any of three slots.
  const slot = intent.intent === 'delete_generations' ? 'limit' : neededSlot(intent);
  if (!slot) return void say(moment, { type: 'cannot-do', intent: intent.intent });
  const value = intent.slots[slot];
  const heard = value === undefined ? null : String(value).slice(0, 60);
  moment.turn = { intents: [intent], decision: 'incomplete' };
  const slots = Object.fromEntries(Object.entries(intent.slots).filter(([name]) => name !== slot));
  askBack(
    moment,
    { intent: { intent: intent.intent, slots }, slot, heard, candidates: [] },
    together,
    origin,
  );
}

/** A slot of one command is asked for; several commands have to be said anew. */
export function askBack(
  moment: Moment,
  unclear: Parameters<typeof askSlot>[1],
  together: number,
  origin: Origin,
): void {
  if (together > 1) return void say(moment, { type: 'one-at-a-time' });
  const { job } = moment.state;
  const request = requestFrom(unclear.intent);
  const looks =
    riskOfIntent(unclear.intent.intent) === 'look' ||
    (request !== undefined && highestRisk([request]) === 'look');
  if (job && !job.cancelling && !looks) {
    return void say(moment, { type: 'busy', plan: job.plan, remainingMs: remainingMs(job, moment.at) });
  }
  dropPlannedChange(moment);
  askSlot(moment, unclear, origin);
}
