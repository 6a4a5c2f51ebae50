import { buildPaths, buildPathsWithResults, ensurePath } from '#nix/daemon/build.ts';
import { parseOutputName } from '#nix/daemon/derived-path.ts';
import { collectGarbage } from '#nix/daemon/garbage.ts';
import { queryMissing } from '#nix/daemon/missing.ts';
import type { Operation } from '#nix/daemon/operation.ts';
import {
  isValidPath,
  queryAllValidPaths,
  queryDerivationOutputMap,
  queryPathFromHashPart,
  queryPathInfo,
  queryReferrers,
  querySubstitutablePaths,
  queryValidDerivers,
  queryValidPaths,
} from '#nix/daemon/path-queries.ts';
import { addIndirectRoot, addTempRoot, findRoots } from '#nix/daemon/roots.ts';
import { setOptions } from '#nix/daemon/settings.ts';
import { optimiseStore, verifyStore } from '#nix/daemon/upkeep.ts';
import { parseStorePath, type StorePath } from '#nix/store-path.ts';
import { all, list } from './bytes.ts';

export const STORE = '/nix/store';
const HASH = '7h7qgvs4kgzsn8a6rb273saxyqh4jxl';

const path = (letter: string, name: string) =>
  parseStorePath(`${STORE}/${HASH}${letter}-${name}`, STORE) as StorePath;

export const HELLO = path('0', 'hello-2.12');
export const LIBC = path('1', 'glibc-2.38');
export const RECIPE = path('2', 'hello-2.12.drv');

/** An operation, what it sends, what a daemon of 1.`minor` replies, and what that means. */
export interface Vector {
  operation: Operation<unknown>;
  sends: Buffer;
  minor: number;
  replies: Buffer;
  means: unknown;
}

const at38 = (operation: Operation<unknown>, sends: Buffer, replies: Buffer, means: unknown): Vector => ({
  operation,
  sends,
  minor: 38,
  replies,
  means,
});

const realised = (name: string) =>
  JSON.stringify({
    id: `sha256:${'0'.repeat(64)}!out`,
    outPath: name,
    signatures: [],
    dependentRealisations: {},
  });

/** Built in four seconds, of which two of processor time, to one output. */
const built = (cpu: readonly (number | bigint)[]) =>
  list(
    all(
      `${RECIPE}!*`,
      ...[0, '', 1, 0, 1_700_000_000, 1_700_000_004, ...cpu],
      list(all(`sha256:${'0'.repeat(64)}!out`, realised(HELLO.slice(STORE.length + 1)))),
    ),
  );
const failed = list(
  all(`${RECIPE}!*`, 3, "builder for '\u001b[35;1mx.drv\u001b[0m' failed", 1, 0, 1, 2, 0, 0, list()),
);

const outcome = (cpuUserMs: number | undefined, cpuSystemMs: number | undefined) =>
  new Map([
    [
      RECIPE,
      {
        status: 'built',
        message: '',
        timesBuilt: 1,
        isNonDeterministic: false,
        startedAt: 1_700_000_000_000,
        stoppedAt: 1_700_000_004_000,
        cpuUserMs,
        cpuSystemMs,
        outputs: new Map([['out', HELLO]]),
      },
    ],
  ]);

const wanted = [{ path: RECIPE }];
const buildRequest = all(46, list(`${RECIPE}!*`), 0);

export const VECTORS: readonly Vector[] = [
  at38(isValidPath(HELLO), all(1, HELLO), all(1), true),
  at38(isValidPath(HELLO), all(1, HELLO), all(0), false),
  at38(queryReferrers(LIBC), all(6, LIBC), list(HELLO, LIBC), [HELLO, LIBC]),
  at38(buildPaths(wanted, 'normal'), all(9, list(`${RECIPE}!*`), 0), all(1), undefined),
  at38(
    buildPaths(
      [{ path: RECIPE, outputs: [parseOutputName('out')!, parseOutputName('dev')!] }, { path: LIBC }],
      'repair',
    ),
    all(9, list(`${RECIPE}!out,dev`, LIBC), 1),
    all(1),
    undefined,
  ),
  at38(ensurePath(HELLO), all(10, HELLO), all(1), undefined),
  at38(addTempRoot(HELLO), all(11, HELLO), all(1), undefined),
  at38(addIndirectRoot('/home/a/result'), all(12, '/home/a/result'), all(1), undefined),
  at38(findRoots(), all(14), all(2, '/nix/var/nix/profiles/system-1-link', HELLO, '{censored}', LIBC), [
    { link: '/nix/var/nix/profiles/system-1-link', path: HELLO },
    { link: '{censored}', path: LIBC },
  ]),
  at38(
    setOptions({ keepGoing: true, fallback: false, maxJobs: 4, cores: 2, substitute: false }),
    all(19, 0, 1, 0, 3, 4, 0, 1, 7, 0, 0, 2, 0, 0),
    all(),
    undefined,
  ),
  at38(
    collectGarbage('return-live', undefined),
    all(20, 0, 0, 0, 2n ** 64n - 1n, 0, 0, 0),
    all(list(HELLO), 0, 0),
    { paths: [HELLO], bytesFreed: 0 },
  ),
  at38(
    collectGarbage('return-dead', undefined),
    all(20, 1, 0, 0, 2n ** 64n - 1n, 0, 0, 0),
    all(list('/nix/store/tmp-1-2'), 0, 0),
    { paths: ['/nix/store/tmp-1-2'], bytesFreed: 0 },
  ),
  at38(
    collectGarbage('delete-dead', 4096),
    all(20, 2, 0, 0, 4096, 0, 0, 0),
    all(list(HELLO, LIBC), 5000, 0),
    { paths: [HELLO, LIBC], bytesFreed: 5000 },
  ),
  at38(
    collectGarbage('delete-these', undefined, [HELLO]),
    all(20, 3, list(HELLO), 0, 2n ** 64n - 1n, 0, 0, 0),
    all(list(HELLO), 300, 0),
    { paths: [HELLO], bytesFreed: 300 },
  ),
  at38(queryAllValidPaths(), all(23), list(HELLO, LIBC, RECIPE), [HELLO, LIBC, RECIPE]),
  at38(
    queryPathInfo(HELLO),
    all(26, HELLO),
    all(1, RECIPE, 'a'.repeat(64), list(HELLO, LIBC), 1_700_000_000, 226_560, 1, list('k:sig'), ''),
    {
      deriver: RECIPE,
      narHash: 'a'.repeat(64),
      references: [HELLO, LIBC],
      registeredAt: 1_700_000_000_000,
      narBytes: 226_560,
      ultimate: true,
      signatures: ['k:sig'],
      contentAddress: '',
    },
  ),
  at38(
    queryPathInfo(LIBC),
    all(26, LIBC),
    all(1, '', 'b'.repeat(64), list(), 0, 0, 0, list(), 'fixed:sha256:x'),
    {
      deriver: undefined,
      narHash: 'b'.repeat(64),
      references: [],
      registeredAt: 0,
      narBytes: 0,
      ultimate: false,
      signatures: [],
      contentAddress: 'fixed:sha256:x',
    },
  ),
  at38(queryPathInfo(HELLO), all(26, HELLO), all(0), undefined),
  at38(queryPathFromHashPart(`${HASH}0`), all(29, `${HASH}0`), all(HELLO), HELLO),
  at38(queryPathFromHashPart(`${HASH}3`), all(29, `${HASH}3`), all(''), undefined),
  at38(queryValidPaths([HELLO, LIBC]), all(31, list(HELLO, LIBC), 0), list(LIBC), [LIBC]),
  at38(querySubstitutablePaths([HELLO]), all(32, list(HELLO)), list(), []),
  at38(queryValidDerivers(HELLO), all(33, HELLO), list(RECIPE), [RECIPE]),
  at38(optimiseStore(), all(34), all(1), undefined),
  at38(verifyStore(true, false), all(35, 1, 0), all(1), true),
  at38(verifyStore(false, true), all(35, 0, 1), all(0), false),
  at38(
    queryMissing([{ path: RECIPE }, { path: LIBC }]),
    all(40, list(`${RECIPE}!*`, LIBC)),
    all(list(RECIPE), list(LIBC), list(), 1000, 4000),
    { willBuild: [RECIPE], willSubstitute: [LIBC], unknown: [], downloadBytes: 1000, narBytes: 4000 },
  ),
  at38(
    queryDerivationOutputMap(RECIPE),
    all(41, RECIPE),
    all(2, 'out', HELLO, 'later', ''),
    new Map([
      ['out', HELLO],
      ['later', undefined],
    ]),
  ),
  {
    operation: buildPathsWithResults(wanted, 'normal'),
    sends: buildRequest,
    minor: 34,
    replies: built([]),
    means: outcome(undefined, undefined),
  },
  {
    operation: buildPathsWithResults(wanted, 'normal'),
    sends: buildRequest,
    minor: 35,
    replies: built([]),
    means: outcome(undefined, undefined),
  },
  {
    operation: buildPathsWithResults(wanted, 'normal'),
    sends: buildRequest,
    minor: 37,
    replies: built([1, 1_500_000, 0]),
    means: outcome(1500, undefined),
  },
  at38(
    buildPathsWithResults(wanted, 'check'),
    all(46, list(`${RECIPE}!*`), 2),
    built([1, 1_500_000, 1, -1000n]),
    outcome(1500, -1),
  ),
  at38(
    buildPathsWithResults(wanted, 'normal'),
    buildRequest,
    failed,
    new Map([
      [
        RECIPE,
        {
          status: 'permanent-failure',
          message: "builder for 'x.drv' failed",
          timesBuilt: 1,
          isNonDeterministic: false,
          startedAt: 1000,
          stoppedAt: 2000,
          cpuUserMs: undefined,
          cpuSystemMs: undefined,
          outputs: new Map(),
        },
      ],
    ]),
  ),
];
