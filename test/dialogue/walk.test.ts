import { beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '#dialogue/event.ts';
import { initialState, type State, stateName } from '#dialogue/state.ts';
import { type Step, step } from '#dialogue/step.ts';
import { type Request, riskOf } from '#nix/request.ts';
import { requestFrom } from '#nix/request-from-intent.ts';
import type { Understanding } from '#understanding/understanding.ts';
import {
  aPackage,
  heard,
  install,
  intent,
  NO,
  planFor,
  rejected,
  remove,
  request,
  settings,
  understood,
  YES,
} from './scene.ts';

/** Both walks see all of the dialogue; one goes on with looks beside a job, the other with ears that close. */
type Mode = 'talk' | 'wake';

/** Every reachable state meets every event of an alphabet; states are told apart by what decides about the future. */
interface Visit {
  state: State;
  now: number;
}

interface Crossing {
  before: State;
  event: Event;
  after: Step;
}

const garbage = intent('collect_garbage');
const vim = { value: 'vim', spoken: 'vim' };
const nano = { value: 'nano', spoken: 'nano' };

const UTTERANCES: readonly Understanding[] = [
  understood(install('vlc')),
  understood(remove('nano')),
  understood(garbage),
  understood(intent('search_packages', { query: 'editor' })),
  understood([install('vlc'), remove('nano')]),
  understood(YES, 'yes'),
  understood(YES, 'sure thing'),
  understood(YES, 'delete them'),
  understood([YES, install('vlc')], 'yes and vlc'),
  understood([YES, remove('vlc')], 'yes remove vlc'),
  understood([NO, install('mpv')]),
  understood(NO, 'no'),
  understood(intent('cancel')),
  understood(intent('help')),
  understood(intent('repeat')),
  understood(intent('repeat', { part: 'next' })),
  understood(intent('status')),
  understood(intent('stop_speaking')),
  understood(intent('goodbye')),
  understood(intent('set_listening', { state: 'off' })),
  understood(intent('set_listening', { state: 'on' })),
  understood(intent('spell')),
  understood(intent('spelling', { text: 'vlc' })),
  understood(intent('show_history')),
  understood(intent('explain', { topic: 'plan' })),
  understood(intent('remove_package', {}, { package: { kind: 'it' } })),
  understood(intent('set_volume', { direction: 'up' })),
  understood(intent('set_microphone')),
  understood(intent('forget_name', { name: 'editor' })),
  understood(intent('delete_generations')),
  understood(intent('service_restart', {}, { service: { kind: 'it' } })),
  understood(intent('set_option', { option: 'networking.firewall.enable', value: false })),
  understood(intent('restart_machine')),
  understood(intent('foreign_label')),
  understood(intent('out_of_scope')),
  {
    decision: 'ambiguous',
    intents: [intent('remove_package')],
    slot: 'package',
    candidates: [vim, nano],
    heard: 'editor',
    text: 'x',
  },
  { decision: 'incomplete', intents: [intent('install_package')], slot: 'package', heard: 'zel', text: 'x' },
  { decision: 'answer', answer: { kind: 'position', position: 2 }, text: 'x' },
  { decision: 'answer', answer: { kind: 'value', slot: 'package', value: 'mpv' }, text: 'x' },
  { ...rejected('get vlc and and r m'), rest: [install('vlc')] } as Understanding,
  understood(intent('delete_generations', { oldest: 2 })),
  rejected(),
];

const FOLLOWED: readonly Understanding[] = [
  understood(YES, 'yes'),
  understood(YES, 'delete them'),
  understood(NO, 'no'),
  understood(intent('cancel')),
  understood(intent('stop_speaking')),
  understood(install('vlc')),
  understood(intent('set_volume', { direction: 'up' })),
  rejected(),
];

/** All that may happen to a state: speech, and what its own tasks, speeches and timers may give. */
function eventsFor({ state, now }: Visit, mode: Mode): Event[] {
  const at = now + 10;
  const events: Event[] = UTTERANCES.map((understanding) => heard(understanding, at));
  events.push(
    heard(understood(YES, 'yes'), at, { source: 'typed' }),
    heard(understood(install('vlc')), at, { source: 'typed' }),
  );
  for (const understanding of FOLLOWED) {
    events.push(heard(understanding, at, { whilePlaying: true }), heard(understanding, at, { amends: true }));
    events.push(heard(understanding, at, { startedAt: at - 20_000 }));
  }
  events.push(heard(understood(NO, 'no'), at, { whilePlaying: true, amends: true }));
  for (const { task, intents } of state.planning) {
    const requests = intents.flatMap((one) => requestFrom(one) ?? []);
    events.push({ at, type: 'planned', task, planned: { type: 'plan', plan: planFor(requests) } });
    const none = { type: 'no-such-package', attribute: 'vlc', near: ['mpv'] } as const;
    events.push({ at, type: 'planned', task, planned: { type: 'answer', answer: none } });
    events.push({ at, type: 'failed', task, code: 'locked', message: 'It is locked.' });
  }
  for (const { task, plan } of [...(state.job ? [state.job] : []), ...state.looks]) {
    const progress = { type: 'progress', phase: 'building', done: 1, total: 2, remainingMs: 9 } as const;
    events.push({ at, type: 'progressed', task, progress });
    const answer =
      plan.risk === 'look'
        ? ({ type: 'found', query: 'x', packages: ['a', 'b', 'c', 'd'].map(aPackage) } as const)
        : ({ type: 'done', requests: plan.requests, generation: 2, previous: 1 } as const);
    events.push({ at, type: 'answered', task, answer });
    events.push({ at, type: 'answered', task, answer: { type: 'cancelled', restored: true } });
    events.push({ at, type: 'finished', task });
    events.push({ at, type: 'failed', task, code: 'bad-state', message: 'It is broken.' });
  }
  for (const task of state.adjusting) {
    const adjustment = { kind: 'microphone', choice: null } as const;
    const choices = { type: 'choices', adjustment, why: 'asked', names: ['a', 'b', 'c', 'd'] } as const;
    const louder = { kind: 'volume', direction: 'up' } as const;
    events.push({ at, type: 'adjusted', task, outcome: choices });
    events.push({
      at,
      type: 'adjusted',
      task,
      outcome: { type: 'adjusted', adjustment: louder, value: 60, kept: true },
    });
    events.push({ at, type: 'failed', task, code: 'no-mixer', message: 'There is no mixer.' });
  }
  for (const { task } of state.reading) events.push({ at, type: 'history-read', task, entries: [] });
  const asking = 'question' in state.mode ? [state.mode.question.speech] : [];
  const saying = state.speeches.slice(-2).map(({ speech }) => speech);
  for (const speech of new Set([...asking, ...saying])) {
    events.push({ at, type: 'said', speech, heard: true }, { at, type: 'said', speech, heard: false });
  }
  for (const timer of ['reprompt', 'expiry', 'progress'] as const) {
    events.push({ at, type: 'timed-out', timer }, { at: now + 60_000, type: 'timed-out', timer });
  }
  if (state.mode.name === 'confirming') events.push({ at, type: 'confirmed', hash: state.mode.plan.hash });
  const stray = request({ intent: 'collect_garbage' });
  events.push(
    { at, type: 'confirmed', hash: 'other' },
    { at, type: 'planned', task: 999_999, planned: { type: 'plan', plan: planFor([stray]) } },
    { at, type: 'answered', task: 999_999, answer: { type: 'done', requests: [stray] } },
    { at, type: 'finished', task: 999_999 },
    { at, type: 'said', speech: 999_999, heard: true },
    { at, type: 'speech-started', whilePlaying: false },
    { at, type: 'failed', task: 'ears', code: 'no-device', message: 'No microphone.' },
    { at, type: 'failed', task: 'voice', code: 'died', message: 'No voice.' },
  );
  if (mode === 'wake') events.push({ at, type: 'ears-closed' });
  return events;
}

/** What decides about the future: ids and times made relative, plans told apart by their risk. */
function keyOf({ state, now }: Visit): string {
  const { mode, planning, job, looks, reading, adjusting, next, turn } = state;
  const isOfTurn = (one: { turn: number }) => one.turn === turn?.id;
  const soon = (at: number | null) => (at === null ? 'never' : at > now ? 'ahead' : 'past');
  const modeKey = () => {
    if (!('question' in mode)) return mode.name;
    const { question } = mode;
    const asked = [
      question.saidAt !== null,
      soon(question.expiresAt),
      question.reprompted,
      isOfTurn(question),
    ];
    if (mode.name === 'confirming') return [mode.name, mode.plan.risk, ...asked];
    return [mode.name, mode.intent?.intent, mode.name === 'clarifying' && mode.candidates.length, ...asked];
  };
  const jobKey = (one: State['looks'][number]) => [
    one.plan.risk,
    one.cancelling,
    one.answers > 0,
    isOfTurn(one),
  ];
  const wishKey = (wish: NonNullable<State['turn']>['wish']) =>
    wish && [wish.adjustment.kind, adjusting.includes(wish.task)];
  return JSON.stringify([
    modeKey(),
    planning.map((one) => [one.risk, one.replaces, isOfTurn(one)]),
    job && jobKey(job),
    looks.map(jobKey),
    reading.length,
    adjusting.length,
    next && isOfTurn(next),
    turn && ['question' in turn.mode, turn.granted !== null, wishKey(turn.wish)],
    state.earsClosed,
  ]);
}

/** States with more than this under way are not walked on: nothing new is in them. */
function isCrowded({ planning, looks, reading, adjusting, job, next }: State, mode: Mode): boolean {
  const waiting = planning.length + looks.length + reading.length + adjusting.length;
  if (adjusting.length > 0 && (job !== null || next !== null)) return true;
  return waiting > 1 || (waiting > 0 && (next !== null || (job !== null && mode === 'wake')));
}

interface Walk {
  crossings: number;
  faults: readonly string[];
  states: number;
  /** Keys of states from which idle cannot be reached. */
  stuck: readonly string[];
}

function walk(mode: Mode): Walk {
  const rules = settings({ mode });
  const start: Visit = { state: initialState(), now: 1_000_000 };
  const seen = new Map<string, Visit>([[keyOf(start), start]]);
  const leadsTo = new Map<string, Set<string>>();
  const faults: string[] = [];
  let crossings = 0;
  for (const [key, visit] of seen) {
    const ways = new Set<string>();
    leadsTo.set(key, ways);
    for (const event of eventsFor(visit, mode)) {
      const after = step(visit.state, event, rules);
      crossings++;
      faults.push(...faultsOf({ before: visit.state, event, after }, mode));
      if (isCrowded(after.state, mode)) continue;
      const reached = { state: after.state, now: event.at };
      const reachedKey = keyOf(reached);
      ways.add(reachedKey);
      if (!seen.has(reachedKey)) seen.set(reachedKey, reached);
    }
    if (faults.length > 5) break;
  }
  return { crossings, faults, states: seen.size, stuck: stuckIn(seen, leadsTo) };
}

function stuckIn(
  seen: ReadonlyMap<string, Visit>,
  leadsTo: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const comesFrom = new Map<string, string[]>();
  for (const [from, tos] of leadsTo) {
    for (const to of tos) comesFrom.set(to, [...(comesFrom.get(to) ?? []), from]);
  }
  const good = [...seen].filter(([, { state }]) => stateName(state) === 'idle').map(([key]) => key);
  const reached = new Set(good);
  for (const key of reached) for (const from of comesFrom.get(key) ?? []) reached.add(from);
  return [...seen.keys()].filter((key) => !reached.has(key));
}

function faultsOf(crossing: Crossing, mode: Mode): string[] {
  const wrong = [
    !everyRunIsAllowed(crossing) && 'ran without a yes',
    !isAnswered(crossing, mode) && 'left an utterance unanswered',
    !playingGrantsNothing(crossing) && 'took our own voice for a command',
    !mutedIsDeaf(crossing) && 'heard while muted',
    !hasNoDeadTask(crossing) && 'keeps a task that is over',
    !wishesOnce(crossing) && 'carries out one wish twice',
    !remembersWhatWasDone(crossing) && 'remembers what nothing came of',
    !readsBack(crossing) && 'asks for a yes to a plan that it does not say',
  ].filter((fault) => fault !== false);
  return wrong.map(
    (fault) => `${fault}: ${JSON.stringify(crossing.before.mode)} ${JSON.stringify(crossing.event)}`,
  );
}

const changes = (requests: readonly Request[]) => requests.some((one) => riskOf(one) !== 'look');

function everyRunIsAllowed({ before: { mode }, event, after }: Crossing): boolean {
  const ran = after.effects.flatMap((effect) =>
    effect.type === 'run' && changes(effect.plan.requests) ? [effect.plan] : [],
  );
  if (ran.length === 0) return true;
  if (ran.length > 1 || mode.name !== 'confirming' || ran[0] !== mode.plan) return false;
  if (event.type === 'confirmed') return event.hash === mode.plan.hash;
  if (event.type !== 'understood' || event.whilePlaying) return false;
  const { understanding, startedAt, source } = event;
  if (understanding.decision !== 'understood' || understanding.intents[0].intent !== 'affirm') return false;
  const { askedAt, saidAt, expiresAt } = mode.question;
  if (startedAt < askedAt || (expiresAt !== null && startedAt >= expiresAt)) return false;
  if (source === 'voice' && saidAt === null) return false;
  const risk = mode.plan.risk;
  if (risk === 'irreversible') return understanding.text === 'delete them';
  return source === 'typed' || risk === 'change' || understanding.text !== 'sure thing';
}

function isAnswered({ before, event, after }: Crossing, mode: Mode): boolean {
  if (event.type !== 'understood' || after.effects.some(({ type }) => type === 'say' || type === 'earcon'))
    return true;
  if (event.source === 'typed') return false;
  return mode === 'wake' || event.whilePlaying || before.mode.name === 'muted';
}

function playingGrantsNothing({ before, event, after }: Crossing): boolean {
  if (event.type !== 'understood' || !event.whilePlaying) return true;
  if (!event.amends && (after.state.mode !== before.mode || after.state.job !== before.job)) return false;
  return !after.effects.some(({ type }) => type === 'run' || type === 'plan');
}

function mutedIsDeaf({ before, event, after }: Crossing): boolean {
  if (before.mode.name !== 'muted' || event.type !== 'understood' || event.source === 'typed') return true;
  const { understanding } = event;
  if (understanding.decision === 'understood' && understanding.intents[0].slots.state === 'on') return true;
  return (
    after.effects.length === 0 &&
    JSON.stringify({ ...after.state, turn: null }) === JSON.stringify({ ...before, turn: null })
  );
}

function hasNoDeadTask({ event, after: { state, effects } }: Crossing): boolean {
  const isOver =
    event.type === 'finished' ||
    event.type === 'planned' ||
    event.type === 'history-read' ||
    event.type === 'adjusted' ||
    event.type === 'failed';
  const jobs = state.job ? [state.job] : [];
  const tasks = [
    ...[...state.planning, ...state.looks, ...state.reading, ...jobs].map(({ task }) => task),
    ...state.adjusting,
  ];
  if (isOver && typeof event.task === 'number' && tasks.includes(event.task)) return false;
  // What was cancelled is gone, but for a change, which has to tell what it restored.
  return effects.every(
    (effect) => effect.type !== 'cancel' || !tasks.includes(effect.task) || state.job?.task === effect.task,
  );
}

function wishesOnce({ before, event, after }: Crossing): boolean {
  if (event.type !== 'understood' || !event.amends || !before.turn?.wish) return true;
  const { kind } = before.turn.wish.adjustment;
  const ordered = after.effects.some((effect) => effect.type === 'adjust' && effect.adjustment.kind === kind);
  return !ordered || kind !== 'volume';
}

function remembersWhatWasDone({ event, after }: Crossing): boolean {
  const remembers = after.effects.some(
    (effect) => effect.type === 'adjust' && effect.adjustment.kind === 'remember',
  );
  return !remembers || (event.type === 'answered' && event.answer.type !== 'cancelled');
}

function readsBack({ before, after: { state, effects } }: Crossing): boolean {
  const { mode } = state;
  if (mode.name !== 'confirming' || (before.mode.name === 'confirming' && before.mode.plan === mode.plan))
    return true;
  const { speech } = mode.question;
  return effects.some(
    (effect) =>
      effect.type === 'say' &&
      effect.speech === speech &&
      effect.reply.type === 'question' &&
      effect.reply.plan === mode.plan,
  );
}

describe.each(['talk', 'wake'] as const)('a walk through every reachable state, mode %s', (mode) => {
  let result: Walk;
  beforeAll(() => {
    result = walk(mode);
  }, 60_000);

  test('is finite and saw something', () => {
    expect(result.states).toBeGreaterThan(200);
    expect(result.crossings).toBeGreaterThan(10_000);
  });

  test('changes nothing without a yes, answers all that is addressed, and keeps no dead task', () => {
    expect(result.faults).toEqual([]);
  });

  test('every state gets back to idle', () => {
    expect(result.stuck).toEqual([]);
  });
});
