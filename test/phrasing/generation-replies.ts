import type { Reply } from '#dialogue/reply.ts';
import type { UnclearGeneration } from '#nix/answer.ts';
import { Request } from '#nix/request.ts';
import { NOW, plan } from './plans.ts';

const DAY_MS = 86_400_000;
const at = (daysAgo: number, hour: number) => new Date(NOW - daysAgo * DAY_MS).setHours(hour, 0, 0, 0);

const made = [
  { number: 43, madeAt: at(1, 21) },
  { number: 42, madeAt: at(1, 10) },
  { number: 41, madeAt: at(2, 10) },
];
const candidates = made.map(({ number, madeAt }) => ({
  value: String(number),
  spoken: `generation ${number}`,
  madeAt,
}));
const [, , oldest] = made;

type Target = UnclearGeneration['target'];

const unclear = (
  why: UnclearGeneration['why'],
  target: object,
  generations = [oldest].flatMap((one) => one ?? []),
): Reply => ({
  type: 'result',
  answer: { type: 'unclear-generation', why, target: parsed(target), generations },
  droppedNext: false,
});

function parsed(target: object): Target {
  const request = Request.parse({ intent: 'rollback', target });
  return (request as Extract<Request, { intent: 'rollback' }>).target;
}

const began = (target: object): Reply => ({
  type: 'cancel-hint',
  plan: plan([{ intent: 'rollback', target }]),
});
const lastWeek = { kind: 'date', iso: '-P1W', spoken: 'last week' };
const OLDEST =
  'The oldest is 41 from Tuesday the seventeenth. Say go back to the oldest, or list generations.';

/** Generations told by date and description: what is said at normal verbosity. */
export const GENERATION_REPLIES: readonly (readonly [words: string, reply: Reply])[] = [
  [
    'Which generation: 43 from yesterday at 9 in the evening, 42 from yesterday at 10 in the morning or 41 from Tuesday the seventeenth?',
    { type: 'which', slot: 'target', candidates, from: 0, count: 3, unknown: null },
  ],
  [
    'I cannot tell which generation that was. Which generation: 43 from yesterday? Say more for others.',
    { type: 'which', slot: 'target', candidates, from: 0, count: 1, unknown: 'when it worked' },
  ],
  [
    'Or 41 from Tuesday the seventeenth?',
    { type: 'which', slot: 'target', candidates, from: 2, count: 1, unknown: 'when it worked' },
  ],
  [
    'That may be several generations: 43 from yesterday at 9 in the evening or 42 from yesterday at 10 in the morning. Say roll back to, and its number.',
    unclear('several', { kind: 'date', iso: '-P1D', spoken: 'yesterday' }, made.slice(0, 2)),
  ],
  [
    'I cannot tell which generation that was: 43 from yesterday. Say roll back to, and its number.',
    unclear('unknown', { kind: 'description', spoken: 'when it worked' }, made.slice(0, 1)),
  ],
  [`There is no generation from last week. ${OLDEST}`, unclear('none', lastWeek)],
  [
    `There is no generation from before July. ${OLDEST}`,
    unclear('none', { kind: 'date', iso: '<--07', spoken: 'before july' }),
  ],
  [
    `No generation has Firefox. ${OLDEST}`,
    unclear('none', { kind: 'package', package: 'firefox', when: 'with' }),
  ],
  [
    `I know of no generation from before Firefox came. ${OLDEST}`,
    unclear('none', { kind: 'package', package: 'firefox', when: 'before' }),
  ],
  [
    `Every generation has Firefox. ${OLDEST}`,
    unclear('none', { kind: 'package', package: 'firefox', when: 'without' }),
  ],
  [
    `I know of no generation from before an update. ${OLDEST}`,
    unclear('none', { kind: 'update', when: 'before' }),
  ],
  [`There is no generation before 41. ${OLDEST}`, unclear('none', { kind: 'before', number: 41 })],
  ['There is no such generation.', unclear('none', { kind: 'oldest' }, [])],
  [
    'I am still at it: switch back to the generation from Monday. Say cancel to stop it.',
    began({ kind: 'date', iso: 'W-1', spoken: 'on monday' }),
  ],
  [
    'I am still at it: switch back to the generation before Firefox. Say cancel to stop it.',
    began({ kind: 'package', package: 'firefox', when: 'before' }),
  ],
  [
    'I am still at it: switch back to the oldest generation. Say cancel to stop it.',
    began({ kind: 'oldest' }),
  ],
];
