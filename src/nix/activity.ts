import { plainText } from './plain-text.ts';

/** What Nix tells while it works: over the daemon's socket, or as lines of `--log-format internal-json`. */
export type ActivityRecord =
  | {
      type: 'start';
      /** Process and count in one number, above 2^53 on machines that ran for long. */
      id: bigint;
      /** 0n: none, or not told. */
      parent: bigint;
      activity: ActivityKind;
      level: number;
      text: string;
      /** By activity: `build` has the derivation and the machine ('' is this one), `copy-path` the path, from, to. */
      fields: readonly ActivityField[];
    }
  | { type: 'stop'; id: bigint }
  | ({ type: 'result'; id: bigint } & ActivityResult)
  /** Level 0 is an error, 1 a warning, 3 normal; the daemon does not tell it. */
  | { type: 'line'; text: string; level?: number };

/** Numbers above 2^53 are rounded: they are sizes. */
export type ActivityField = number | string;

/** `unknown` also stands for what newer versions begin: others may name it as their parent. */
export type ActivityKind = (typeof ACTIVITIES)[number][1];

export type ActivityResult =
  /** Of what the activity counts: builds, copies, bytes. `expected` may fall. */
  | { kind: 'progress'; done: number; expected: number; running: number; failed: number }
  /** How much of another kind this activity will lead to: bytes of `file-transfer` and `copy-path`. */
  | { kind: 'set-expected'; activity: ActivityKind; expected: number }
  | { kind: 'set-phase'; phase: string }
  | { kind: 'build-log-line' | 'post-build-log-line'; line: string }
  | { kind: 'file-linked'; bytes: number; blocks: number }
  | { kind: 'untrusted-path' | 'corrupted-path' | 'fetched-to-store'; path: string }
  | { kind: 'fetch-status'; text: string };

const ACTIVITIES = [
  [0, 'unknown'],
  [100, 'copy-path'],
  [101, 'file-transfer'],
  [102, 'realise'],
  [103, 'copy-paths'],
  [104, 'builds'],
  [105, 'build'],
  [106, 'optimise-store'],
  [107, 'verify-paths'],
  [108, 'substitute'],
  [109, 'query-path-info'],
  [110, 'post-build-hook'],
  [111, 'build-waiting'],
  [112, 'fetch-tree'],
  [113, 'fetch-to-store'],
] as const;

const KINDS: ReadonlyMap<number, ActivityKind> = new Map(ACTIVITIES);

export function activityKind(number: number): ActivityKind {
  return KINDS.get(number) ?? 'unknown';
}

/** Undefined for a result that we do not know, or that lacks its fields: nobody could use it. */
export function activityResult(number: number, fields: readonly ActivityField[]): ActivityResult | undefined {
  const [first, second, third, fourth] = fields;
  if (typeof first === 'string') return textResult(number, plainText(first));
  if (first === undefined || typeof second !== 'number') return undefined;
  if (number === 100) return { kind: 'file-linked', bytes: first, blocks: second };
  if (number === 106) return { kind: 'set-expected', activity: activityKind(first), expected: second };
  if (number !== 105 || typeof third !== 'number' || typeof fourth !== 'number') return undefined;
  return { kind: 'progress', done: first, expected: second, running: third, failed: fourth };
}

function textResult(number: number, text: string): ActivityResult | undefined {
  switch (number) {
    case 101:
      return { kind: 'build-log-line', line: text };
    case 102:
      return { kind: 'untrusted-path', path: text };
    case 103:
      return { kind: 'corrupted-path', path: text };
    case 104:
      return { kind: 'set-phase', phase: text };
    case 107:
      return { kind: 'post-build-log-line', line: text };
    case 108:
      return { kind: 'fetch-status', text };
    case 109:
      return { kind: 'fetched-to-store', path: text };
    default:
      return undefined;
  }
}
