import { expect, test } from 'vitest';
import { type ActivityField, activityKind, activityResult } from '#nix/activity.ts';

test.each([
  [0, 'unknown'],
  [100, 'copy-path'],
  [105, 'build'],
  [113, 'fetch-to-store'],
  [114, 'unknown'],
  [2 ** 53, 'unknown'],
])('activity %i is %s', (number, kind) => {
  expect(activityKind(number)).toBe(kind);
});

test.each<[number, ActivityField[], unknown]>([
  [100, [2048, 4], { kind: 'file-linked', bytes: 2048, blocks: 4 }],
  [101, ['\u001b[31mred\u001b[0m'], { kind: 'build-log-line', line: 'red' }],
  [102, ['/nix/store/x'], { kind: 'untrusted-path', path: '/nix/store/x' }],
  [103, ['/nix/store/x'], { kind: 'corrupted-path', path: '/nix/store/x' }],
  [104, ['buildPhase'], { kind: 'set-phase', phase: 'buildPhase' }],
  [105, [1, 2, 3, 4], { kind: 'progress', done: 1, expected: 2, running: 3, failed: 4 }],
  [106, [101, 9000], { kind: 'set-expected', activity: 'file-transfer', expected: 9000 }],
  [107, ['hook'], { kind: 'post-build-log-line', line: 'hook' }],
  [108, ['resolving'], { kind: 'fetch-status', text: 'resolving' }],
  [109, ['/nix/store/x'], { kind: 'fetched-to-store', path: '/nix/store/x' }],
])('result %i is read', (number, fields, result) => {
  expect(activityResult(number, fields)).toEqual(result);
});

test.each<[number, ActivityField[]]>([
  [999, ['new']],
  [999, [1, 2, 3, 4]],
  [101, []],
  [101, [1]],
  [105, [1, 2, 3]],
  [105, ['1', '2', '3', '4']],
  [106, [101, 'many']],
])('result %i with %j is nothing', (number, fields) => {
  expect(activityResult(number, fields)).toBeUndefined();
});
