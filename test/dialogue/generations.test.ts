import { describe, expect, test } from 'vitest';
import { expectation } from '#dialogue/expectation.ts';
import { stateName } from '#dialogue/state.ts';
import type { Answer } from '#nix/answer.ts';
import { intent, NO, replies, request, Scene, types, understood, YES } from './scene.ts';

const lastWeek = intent('rollback', { target: 'date:last week', date: 'last week', iso: '-P1W' });
const oldest = intent('rollback', {
  target: 'description:the oldest',
  description: 'the oldest',
  meant: 'oldest',
});
const number = (value: number) => intent('rollback', { target: `number:${value}`, number: value });
const target = { kind: 'date', iso: '-P1W', spoken: 'last week' } as const;

const unclear = (why: 'several' | 'none' | 'unknown', ...numbers: number[]): Answer => ({
  type: 'unclear-generation',
  why,
  target,
  generations: numbers.map((one) => ({ number: one, madeAt: one * 1000 })),
});

/** Orders a plan, to which Nix answers at once. */
function answered(answer: Answer, intents: Parameters<typeof understood>[0] = lastWeek) {
  const scene = new Scene();
  const { effects } = scene.hear(understood(intents));
  const task = effects.find((effect) => effect.type === 'plan')?.task ?? -1;
  return { scene, step: scene.send({ type: 'planned', task, planned: { type: 'answer', answer } }) };
}

describe('a time that means several generations', () => {
  test('asks which one, with when each was made', () => {
    const { scene, step } = answered(unclear('several', 41, 40, 39));
    expect(replies(step)).toMatchObject([
      { type: 'which', slot: 'target', unknown: null, candidates: [{ value: '41', madeAt: 41_000 }, {}, {}] },
    ]);
    expect(expectation(scene.state)).toMatchObject({ state: 'clarifying', pending: ['rollback'] });
  });

  test.each([
    ['the second', { kind: 'position', position: 2 }, 40],
    ['forty one', { kind: 'value', slot: 'number', value: 41 }, 41],
    ['the last one', { kind: 'position', position: -1 }, 39],
  ] as const)('is settled by "%s", and then the plan is read back', (_, answer, value) => {
    const { scene } = answered(unclear('several', 41, 40, 39));
    const step = scene.plan(scene.hear({ decision: 'answer', answer, text: 'x' }));
    expect(step.turn).toEqual({ decision: 'understood', intents: [number(value)] });
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('is settled by pointing at the oldest of those that were named', () => {
    const { scene } = answered(unclear('several', 41, 40, 39));
    const step = scene.say(
      intent('rollback', { target: 'previous' }, { target: { kind: 'position', position: -1 } }),
    );
    expect(step.turn?.intents).toEqual([number(39)]);
  });

  test('runs nothing by a yes, and is dropped by a no', () => {
    const { scene } = answered(unclear('several', 41, 40));
    expect(types(scene.say(YES, { text: 'yes' }))).toEqual(['which']);
    expect(types(scene.say(NO))).toEqual(['dropped']);
  });

  test('that nobody can tell is asked about too', () => {
    const { step } = answered(unclear('unknown', 42, 41));
    expect(replies(step)).toMatchObject([{ type: 'which', unknown: 'last week' }]);
  });

  test('is only told amid other commands', () => {
    const { scene, step } = answered(unclear('several', 41, 40), [lastWeek, intent('collect_garbage')]);
    expect(types(step)).toEqual(['result']);
    expect(stateName(scene.state)).toBe('idle');
  });
});

test('a time that means no generation is told', () => {
  const { scene, step } = answered(unclear('none', 33));
  expect(types(step)).toEqual(['result']);
  expect(stateName(scene.state)).toBe('idle');
});

/** Plans what was ordered as leading to a generation. */
function plannedTo(scene: Scene, said: Parameters<typeof understood>[0], to: number) {
  const ordered = scene.hear(understood(said));
  const effect = ordered.effects.find(({ type }) => type === 'plan');
  const plan = {
    hash: `to ${to}`,
    system: 'practice' as const,
    requests: [request({ intent: 'rollback', target: { kind: 'number', number: to } })],
    risk: 'risky' as const,
    effects: {
      adds: [],
      removes: [],
      upgrades: [],
      downloadBytes: 0,
      builds: 0,
      from: { number: 44, madeAt: 0 },
      to: { number: to, madeAt: 0 },
      estimateMs: 1000,
      goesOnline: false,
      undoable: true,
    },
  };
  const task = effect?.type === 'plan' ? effect.task : -1;
  const step = scene.send({ type: 'planned', task, planned: { type: 'plan', plan } });
  return { ordered, step };
}

describe('what only the system knows', () => {
  test('“the oldest” has a number once it is planned', () => {
    const scene = new Scene();
    const { ordered, step } = plannedTo(scene, oldest, 21);
    expect(ordered.turn?.intents).toEqual([oldest]);
    expect(step.turn).toEqual({ decision: 'understood', intents: [number(21)] });
    expect(scene.state.mode).toMatchObject({ name: 'confirming', intents: [number(21)] });
  });

  test('a date stays what was said', () => {
    const scene = new Scene();
    expect(plannedTo(scene, lastWeek, 41).step.turn).toBeUndefined();
    expect(scene.state.mode).toMatchObject({ intents: [lastWeek] });
  });

  test('“the one before that” is before the one that was read back', () => {
    const scene = new Scene();
    plannedTo(scene, lastWeek, 41);
    const said = { target: 'description:the one before that', meant: 'before-that' };
    const { ordered } = plannedTo(scene, intent('rollback', said, { before: { kind: 'it' } }), 40);
    expect(ordered.effects).toContainEqual(
      expect.objectContaining({
        type: 'plan',
        requests: [{ intent: 'rollback', target: { kind: 'before', number: 41 } }],
      }),
    );
    expect(scene.state.mode).toMatchObject({ intents: [number(40)] });
  });

  test('“the one before that” with nothing to point at is the previous one', () => {
    const scene = new Scene();
    const said = { target: 'description:the one before that', meant: 'before-that' };
    const { effects } = scene.hear(understood(intent('rollback', said, { before: { kind: 'it' } })));
    expect(effects).toContainEqual(
      expect.objectContaining({ requests: [{ intent: 'rollback', target: { kind: 'previous' } }] }),
    );
  });
});
