import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { NixPlaces } from '#nix/places.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import { emptyPlaces, storePath } from '../profiles/many-generations.ts';
import { createStoreDatabase, HASH } from './many-paths.ts';

interface SmallStore extends Disposable {
  places: NixPlaces;
  file: string;
  hello: string;
  glibc: string;
}

/** `hello`, which needs `glibc`, and the derivation of `hello`. */
function smallStore(): SmallStore {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-store-'));
  const places = emptyPlaces(root);
  const glibc = storePath(places.store, 1, 'glibc-2.40');
  const hello = storePath(places.store, 2, 'hello-2.12.2');
  using writer = createStoreDatabase(places);
  const below = writer.add(glibc, 1000);
  const id = writer.add(hello, 50, [below]);
  writer.database.prepare('insert into Refs values (?, ?)').run(id, id);
  writer.database
    .prepare("update ValidPaths set deriver = ?, ultimate = 1, sigs = 'a:1 b:2' where id = ?")
    .run(`${hello}.drv`, id);
  const drv = writer.add(`${hello}.drv`, 7);
  writer.database.prepare("insert into DerivationOutputs values (?, 'out', ?)").run(drv, hello);
  const file = join(places.state, 'db/db.sqlite');
  return { places, file, hello, glibc, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

it('answers what Nix has registered', () => {
  using made = smallStore();
  const { hello, glibc, places } = made;
  using store = storeDatabase(places);
  const unknown = storePath(places.store, 3, 'unknown');
  const read = store.read((asked) => ({
    valid: [hello, unknown, "'; drop table ValidPaths; --"].map(asked.isValid),
    info: [asked.info(hello), asked.info(unknown)],
    references: [asked.references(hello), asked.references(unknown)],
    referrers: asked.referrers(glibc),
    derivers: [asked.derivers(hello), asked.derivers(glibc)],
    closure: [asked.closure(hello), asked.closure(unknown)],
    closureSize: [asked.closureSize(hello), asked.closureSize(unknown)],
    size: asked.size(),
    sizeOf: asked.sizeOf([glibc, unknown, `${hello}.drv`]),
  }));
  expect(read).toMatchObject({ type: 'read' });
  expect(read.type === 'read' && read.value).toEqual({
    valid: [true, false, false],
    info: [
      {
        path: hello,
        hash: HASH,
        bytes: 50,
        registeredAt: 1_770_000_000,
        deriver: `${hello}.drv`,
        ultimate: true,
        signatures: ['a:1', 'b:2'],
      },
      undefined,
    ],
    references: [[glibc, hello], []],
    referrers: [hello],
    derivers: [[`${hello}.drv`], []],
    closure: [expect.toSatisfy((paths) => paths.length === 2), []],
    closureSize: [
      { paths: 2, bytes: 1050 },
      { paths: 0, bytes: 0 },
    ],
    size: { paths: 3, bytes: 1057 },
    sizeOf: { paths: 2, bytes: 1007 },
  });
});

it('never writes, and leaves no file behind', () => {
  using made = smallStore();
  const folder = join(made.places.state, 'db');
  const before = readdirSync(folder);
  {
    using store = storeDatabase(made.places);
    store.read((asked) => asked.size());
    expect(readdirSync(folder)).toEqual(before);
  }
  expect(readdirSync(folder)).toEqual(before);
});

it('sees what others write, and tells by the version that they did', () => {
  using made = smallStore();
  using store = storeDatabase(made.places);
  const look = () => {
    const read = store.read((asked) => [asked.size().paths, asked.closureSize(made.hello).paths] as const);
    if (read.type !== 'read') throw new Error(read.detail);
    return read;
  };
  const before = look();
  expect(look()).toEqual(before);
  const insert = (database: DatabaseSync, seed: number) => {
    const path = storePath(made.places.store, seed, 'more');
    const { lastInsertRowid } = database
      .prepare("insert into ValidPaths (path, hash, registrationTime) values (?, '', 0)")
      .run(path);
    database.prepare('insert into Refs values (1, ?)').run(lastInsertRowid);
  };
  {
    // As the daemon does: its changes stay beside the file while it is at work.
    using writer = new DatabaseSync(made.file);
    insert(writer, 10);
    const during = look();
    expect(during.value).toEqual([4, 3]);
    expect(during.version).not.toBe(before.version);
    expect(look()).toEqual(during);
    insert(writer, 11);
    expect(look().value).toEqual([5, 4]);
  }
  expect(look().value).toEqual([5, 4]);
});

it('opens again what was replaced, and says when it is gone', () => {
  using made = smallStore();
  using other = smallStore();
  using store = storeDatabase(made.places);
  const sees = () => store.read((asked) => [asked.isValid(made.hello), asked.isValid(other.hello)]);
  expect(sees()).toMatchObject({ value: [true, false] });
  renameSync(other.file, made.file);
  expect(sees()).toMatchObject({ value: [false, true] });
  rmSync(made.file);
  expect(sees()).toMatchObject({ type: 'refused', why: 'missing' });
});

it('throws what the work throws, and can be asked again', () => {
  using made = smallStore();
  using store = storeDatabase(made.places);
  expect(() =>
    store.read(() => {
      throw new Error('of the caller');
    }),
  ).toThrow('of the caller');
  expect(store.read((asked) => asked.size().paths)).toMatchObject({ value: 3 });
});

it.each<[why: string, damage: (made: SmallStore) => void]>([
  ['missing', ({ file }) => rmSync(file)],
  ['missing', ({ places }) => rmSync(join(places.state, 'db'), { recursive: true })],
  [
    'unreadable',
    ({ file }) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
  ['wrong-schema', ({ places }) => writeFileSync(join(places.state, 'db/schema'), '11')],
  ['wrong-schema', ({ places }) => writeFileSync(join(places.state, 'db/schema'), '\n')],
  ['wrong-schema', ({ file }) => alter(file, 'alter table ValidPaths rename column narSize to size')],
  ['wrong-schema', ({ file }) => alter(file, 'drop table Refs')],
  ['malformed', ({ file }) => writeFileSync(file, 'this is no database at all'.repeat(400))],
  ['unmerged-changes', ({ file }) => writeFileSync(`${file}-wal`, 'changes of a Nix that is at work')],
])('says that a database is %s', (why, damage) => {
  using made = smallStore();
  damage(made);
  using store = storeDatabase(made.places);
  expect(store.read((asked) => asked.size())).toMatchObject({ type: 'refused', why });
});

function alter(file: string, sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}

it('says that a database is malformed where it is', () => {
  using made = smallStore();
  const bytes = readFileSync(made.file);
  writeFileSync(made.file, bytes.fill(0xff, 4096));
  using store = storeDatabase(made.places);
  expect(store.read((asked) => asked.closure(made.hello))).toMatchObject({ why: 'malformed' });
  rmSync(made.file);
  expect(store.read((asked) => asked.isValid(made.hello))).toMatchObject({ why: 'missing' });
});

it('says that a database is busy while another keeps it locked, and waits no longer than a moment', () => {
  using made = smallStore();
  alter(made.file, 'pragma journal_mode = delete');
  using store = storeDatabase(made.places);
  expect(store.read((asked) => asked.isValid(made.hello))).toMatchObject({ value: true });
  using writer = new DatabaseSync(made.file);
  writer.exec('begin exclusive');
  const beganAt = performance.now();
  expect(store.read((asked) => asked.isValid(made.hello))).toMatchObject({ type: 'refused', why: 'busy' });
  expect(performance.now() - beganAt).toBeLessThan(1000);
  writer.exec('rollback');
  expect(store.read((asked) => asked.isValid(made.hello))).toMatchObject({ value: true });
});

/** As somebody who may only read; the tests are run as root. */
function asNobody<Value>(work: () => Value): Value {
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

it('needs no right but to read', () => {
  using made = smallStore();
  chmodSync(join(made.places.state, '..'), 0o755);
  const isValid = () =>
    asNobody(() => {
      using store = storeDatabase(made.places);
      return store.read((asked) => asked.isValid(made.hello));
    });
  expect(isValid()).toMatchObject({ value: true });
  {
    using writer = new DatabaseSync(made.file);
    writer.exec("update ValidPaths set hash = 'sha256:11'");
    expect(isValid()).toMatchObject({ value: true });
  }
  chmodSync(made.file, 0o600);
  expect(isValid()).toMatchObject({ type: 'refused', why: 'unreadable' });
});
