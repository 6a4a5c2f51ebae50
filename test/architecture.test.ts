import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

/** Who may import whom, by top-level folder; files directly in src may import everything. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  audio: ['base'],
  recognition: ['audio', 'base', 'understanding'],
  understanding: ['base', 'recognition', 'catalogue', 'nix'],
  catalogue: ['base'],
  nix: ['base', 'catalogue', 'understanding'],
  helper: ['base', 'catalogue', 'nix'],
  dialogue: ['understanding', 'catalogue', 'nix', 'voice'],
  phrasing: ['dialogue', 'catalogue', 'nix', 'understanding'],
  voice: ['audio', 'base'],
  journal: ['base', 'audio', 'recognition', 'understanding', 'catalogue', 'dialogue', 'nix'],
  models: ['base', 'recognition', 'nix'],
  doctor: [
    'base',
    'audio',
    'catalogue',
    'config',
    'dialogue',
    'journal',
    'nix',
    'phrasing',
    'recognition',
    'understanding',
    'voice',
  ],
  config: ['base', 'audio', 'recognition', 'dialogue', 'nix', 'voice', 'understanding', 'catalogue'],
};

/** Modules that cannot fail: no `node:` import. */
const PURE = /^(understanding|dialogue|phrasing)\/|^catalogue\/(?!sources\/)|^nix\/[^/]+\.ts$/;

/** The one file that may import each of these. */
const ONE_IMPORTER = {
  'node:child_process': 'base/run-program.ts',
  koffi: 'recognition/process/libvosk.ts',
  'node-record-lpcm16': 'audio/microphones/recording.ts',
  say: 'voice/voices/say.ts',
  yauzl: 'models/unpack.ts',
  'dbus-native': 'base/dbus.ts',
};

interface Import {
  from: string;
  specifier: string;
  /** Path in src of what is imported, if it is ours. */
  target: string | undefined;
  isType: boolean;
}

const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
const sources = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(join(SRC, file), 'utf8')] as const)),
);
const imports = [...sources].flatMap(([file, text]) => importsOf(file, text));

function importsOf(from: string, text: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map(([, type, named, lazy]) => {
    const specifier = (named ?? lazy) as string;
    return { from, specifier, target: targetOf(from, specifier), isType: type !== undefined };
  });
}

function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  const target = specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : undefined;
  return target?.startsWith('..') ? undefined : target;
}

/** Both in the same folder of implementations, however deep. */
const within = (from: string, target: string) =>
  from.split('/').slice(0, 2).join('/') === target.split('/').slice(0, 2).join('/');

const station = (file: string) => (file.includes('/') ? (file.split('/')[0] as string) : '');

test('the sources were found', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(100);
});

test('a station imports only the stations that the table allows', () => {
  const crossings = imports.filter(({ from, target }) => target && station(target) !== station(from));
  const forbidden = crossings.filter(({ from, target }) => {
    const allowed = MAY_IMPORT[station(from)];
    return allowed && !allowed.includes(station(target as string));
  });
  expect(forbidden.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
});

test('walls are visible: across stations by #, within a station by a relative path', () => {
  const wrong = imports.filter(({ from, specifier, target }) => {
    if (!target || station(from) === '') return false;
    return (station(from) === station(target)) === specifier.startsWith('#');
  });
  expect(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
});

test('what lies between hearing and acting imports no node: module', () => {
  const wrong = imports.filter(({ from, specifier }) => PURE.test(from) && specifier.startsWith('node:'));
  expect(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
});

test.each(Object.entries(ONE_IMPORTER))('%s has one importer', (specifier, only) => {
  expect([
    ...new Set(imports.filter((found) => found.specifier === specifier).map(({ from }) => from)),
  ]).toEqual([only]);
});

test('a folder of implementations is reached only through its index, and the index only by wiring', () => {
  const plural = /^(audio\/(microphones|speakers)|recognition\/recognizers|voice\/voices|nix\/systems)\//;
  const wrong = imports.filter(({ from, target, isType }) => {
    if (!target || isType || !plural.test(target) || within(from, target)) return false;

    return !(target.endsWith('/index.ts') && /^(sound-)?wiring\.ts$/.test(from));
  });
  expect(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
});

/** It fetches a speech model when told to, and nothing else goes to the network by itself. */
const DOWNLOAD = 'models/download.ts';

/** It connects to the Nix daemon, by a path of this machine and never by a host or a port. */
const DAEMON_SOCKET = 'nix/daemon/socket.ts';
/** They connect to the root helper and are it, by a path too. */
const HELPER_SOCKETS = ['helper/listen.ts', 'nix/privileged/connect.ts'];

test('one file opens network connections, and three the sockets of this machine', () => {
  const NETWORK = ['net', 'http', 'https', 'http2', 'tls', 'dgram', 'dns'].flatMap((name) => [
    name,
    `node:${name}`,
  ]);
  const opening = imports.filter(({ specifier }) => NETWORK.includes(specifier.replace('/promises', '')));
  expect(opening.map(({ from, specifier }) => `${from} imports ${specifier}`).toSorted()).toEqual([
    `${HELPER_SOCKETS[0]} imports node:net`,
    `${DOWNLOAD} imports node:http`,
    `${DOWNLOAD} imports node:https`,
    `${DAEMON_SOCKET} imports node:net`,
    `${HELPER_SOCKETS[1]} imports node:net`,
  ]);
  for (const file of [DAEMON_SOCKET, ...HELPER_SOCKETS])
    expect(sources.get(file)?.match(/\b(?:connect|server\.listen)\(.*\)/g)).toEqual([
      file === HELPER_SOCKETS[0]
        ? "server.listen('fd' in place ? { fd: place.fd } : { path: place.path }, resolve)"
        : 'connect({ path })',
    ]);
  const whoReach = imports.filter(({ target }) => target === DOWNLOAD).map(({ from }) => from);
  expect(whoReach).toEqual(['models/fetch-archive.ts']);
  const callers = [...sources]
    .filter(([, text]) => /\bfetch\(|\bnew WebSocket\(/.test(text))
    .map(([file]) => file);
  expect(callers).toEqual([]);
});

test('only one file reads the environment', () => {
  const readers = [...sources].filter(([, text]) => /process\.env\b(?!`)/.test(text)).map(([file]) => file);
  expect(readers).toEqual(['config/environment.ts']);
});

test('nothing is run through a shell or built as code', () => {
  const wrong = [...sources].filter(([, text]) =>
    /shell:\s*true|\bexecSync?\(|\beval\(|new Function\(/.test(text),
  );
  expect(wrong.map(([file]) => file).filter((file) => !/\.exec\(/.test(sources.get(file) ?? ''))).toEqual([]);
});

test('no folder is made by the recursion of Node, which never ends below /proc', () => {
  const makers = [...sources].filter(([, text]) => /\bmkdir(?:Sync)?\([^;]*\brecursive\b/.test(text));
  expect(makers.map(([file]) => file)).toEqual([]);
});

test('a file holds one idea: the median is under 100 lines', () => {
  const lengths = [...sources.values()].map((text) => text.split('\n').length).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
});

test('tests mirror the sources', async () => {
  const outside = ['architecture.test.ts'];
  const tests = (await readdir(join(ROOT, 'test'), { recursive: true })).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const homes = new Set([
    ...Object.keys(MAY_IMPORT),
    'commands',
    'contracts',
    'conversations',
    'sounds',
    'microphone',
    'long',
    'measure',
    'scripts',
    'training',
  ]);
  const lost = tests.filter(
    (file) => !outside.includes(file) && !homes.has(station(file)) && station(file) !== '',
  );
  expect(lost.map((file) => relative(ROOT, file))).toEqual([]);
});
