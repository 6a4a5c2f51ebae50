import { cp, readdir, readFile, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NixError } from '#base/errors.ts';
import { ServiceName } from '#nix/names.ts';
import type { Nix, NixFacts } from '#nix/nix.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, type PracticeFixture, practice } from './practice-fixture.ts';

const MARKER = 'practice.json';
const CONFIG = 'etc/nixos/ask-nix.json';
const UNDO = 'var/lib/ask-nix/undo.json';
const UNITS = 'var/lib/ask-nix/units.json';
const PROFILE = 'nix/var/nix/profiles/system';
const PENDING = 'var/lib/ask-nix/pending.json';
const AS_IT_IS = { recursive: true, verbatimSymlinks: true };

let fixture: PracticeFixture;
let directory: string;
let facts: NixFacts;

/** A system on which one thing was done; each test damages it and gets it whole again. */
beforeAll(async () => {
  fixture = await practice();
  directory = fixture.directory;
  const service = ServiceName.parse('cups');
  await answerOf(fixture.nix, await planOf(fixture.nix, { intent: 'service_stop', service }));
  await answerOf(fixture.nix, await planOf(fixture.nix, install('firefox')));
  facts = await factsOf(fixture.nix);
  await cp(directory, `${directory}-whole`, AS_IT_IS);
});
beforeEach(async () => {
  await rm(directory, { recursive: true });
  await cp(`${directory}-whole`, directory, AS_IT_IS);
});
afterAll(() => fixture[Symbol.asyncDispose]());

const open = () => fixture.again();

/** Without dates, which are those of links and do not survive copying. */
async function factsOf(nix: Nix): Promise<NixFacts> {
  const found = await nix.facts(never);
  return { ...found, generations: found.generations.map((one) => ({ ...one, madeAt: 0 })) };
}

async function toplevelOf(generation: number): Promise<string> {
  const link = await readlink(join(directory, `nix/var/nix/profiles/system-${generation}-link`));
  return join('nix/store', link.split('/').at(-1) ?? '');
}

async function packageListOf(generation: number): Promise<string> {
  const link = await readlink(join(directory, `nix/var/nix/profiles/system-${generation}-link`));
  const toplevel = join(directory, 'nix/store', link.split('/').at(-1) ?? '');
  const sw = await readlink(join(toplevel, 'sw'));
  return join('nix/store', sw.split('/').at(-1) ?? '', 'packages.json');
}

describe('a practice system with a file cut off', () => {
  it.each([
    ['marker', MARKER, 7],
    ['configuration', CONFIG, 43],
    ['list of what can be undone', UNDO, 5],
    ['list of services that are not as they start', UNITS, 9],
  ])('opens, wherever its %s ends, and says what it did', async (_, file, step) => {
    const text = await readFile(join(directory, file), 'utf8');
    const end = text.trimEnd().length;
    for (let length = 0; length < end; length += step) {
      await writeFile(join(directory, file), text.slice(0, length));
      const nix = await open();
      expect(nix.repairs, `cut at ${length}`).toHaveLength(1);
      expect(await factsOf(nix)).toEqual(facts);
      if (file !== UNDO && file !== UNITS)
        expect(JSON.parse(await readFile(join(directory, file), 'utf8'))).toBeTruthy();
      expect((await open()).repairs, 'said once').toEqual([]);
      await removeAsides();
    }
  });

  it('keeps the undo of the last change when its marker and configuration were lost', async () => {
    await rm(join(directory, MARKER));
    await rm(join(directory, CONFIG));
    const nix = await open();
    expect(nix.repairs).toHaveLength(2);
    expect(await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }))).toMatchObject({ type: 'done' });
    expect((await nix.facts(never)).installed).not.toContain('firefox');
    expect(await answerOf(nix, await planOf(nix, install('hello')))).toMatchObject({ type: 'done' });
  });

  it('makes the same system again of a marker that was lost', async () => {
    const before = await planOf(await open(), { intent: 'update_system' });
    await truncate(join(directory, MARKER), 9);
    const after = await planOf(await open(), { intent: 'update_system' });
    expect(after.effects).toEqual(before.effects);
  });

  it('keeps a configuration that it cannot read, as a person may have written it', async () => {
    const edited = '{ "packages": ["firefox", "my-own",], "revision": 1 }';
    await writeFile(join(directory, CONFIG), edited);
    const { repairs } = await open();
    expect(repairs?.[0]).toMatch(/generation 44.*kept as ask-nix\.json\.damaged\./);
    expect(await readFile(join(directory, `${CONFIG}.damaged`), 'utf8')).toBe(edited);
    await writeFile(join(directory, CONFIG), '{');
    expect((await open()).repairs?.[0]).toMatch(/ask-nix\.json\.damaged-2/);
  });

  it('makes the package list of the generation in use again', async () => {
    const list = await packageListOf(44);
    const text = await readFile(join(directory, list), 'utf8');
    for (let length = 0; length < text.length; length += 311) {
      await writeFile(join(directory, list), text.slice(0, length));
      expect((await open()).repairs, `cut at ${length}`).toHaveLength(1);
      expect(await readFile(join(directory, list), 'utf8')).toBe(text);
    }
  });

  it('goes on with the generation before when nothing tells what the one in use was', async () => {
    await writeFile(join(directory, await packageListOf(44)), '[');
    await writeFile(join(directory, await toplevelOf(44), 'boot.json'), '{');
    await writeFile(join(directory, CONFIG), '{"packages":["htop"],"revision":1}');
    const nix = await open();
    expect(nix.repairs).toEqual(['Generation 44 is damaged beyond repair, so generation 43 is in use now.']);
    expect((await nix.facts(never)).current).toBe(43);
    expect((await open()).repairs, 'said once').toEqual([]);
    expect(await answerOf(nix, await planOf(nix, { intent: 'repair_system' }))).toMatchObject({
      type: 'done',
    });
    expect(await answerOf(nix, await planOf(nix, { intent: 'verify_store' }))).toMatchObject({ damaged: [] });
    expect(await answerOf(nix, await planOf(nix, install('hello')))).toMatchObject({ type: 'done' });
  });

  it('says what to type when no generation is left', async () => {
    await rm(join(directory, 'nix/store'), { recursive: true });
    await writeFile(join(directory, CONFIG), '{"packages":["htop"],"revision":1}');
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NixError);
    expect((error as Error).message).toContain(`mv ${directory} ${directory}.damaged`);
  });

  it.each([
    ['its sw', async () => rm(join(directory, await toplevelOf(44), 'sw'))],
    [
      'its boot.json and its sw',
      async () => {
        await rm(join(directory, await toplevelOf(44), 'boot.json'));
        await rm(join(directory, await toplevelOf(44), 'sw'));
      },
    ],
    ['its etc', async () => rm(join(directory, await toplevelOf(44), 'etc'))],
    ['all of it', async () => rm(join(directory, await toplevelOf(44)), { recursive: true })],
    ['the link of its profile', async () => rm(join(directory, PROFILE))],
    [
      'a profile that leads to a generation',
      async () => {
        await rm(join(directory, PROFILE));
        await symlink('/etc/passwd', join(directory, PROFILE));
      },
    ],
  ] as const)('is as before when its generation in use has lost %s, and says so once', async (_, damage) => {
    await damage();
    const nix = await open();
    expect(nix.repairs).toHaveLength(1);
    expect(await factsOf(nix)).toEqual(facts);
    expect((await open()).repairs, 'said once').toEqual([]);
    expect(await answerOf(nix, await planOf(nix, { intent: 'verify_store' }))).toMatchObject({ damaged: [] });
    expect(await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }))).toMatchObject({ type: 'done' });
  });

  it('takes the generation that runs when the link of its profile is lost after going back', async () => {
    const nix = await open();
    const back = { intent: 'rollback', target: { kind: 'number', number: 41 } } as const;
    await answerOf(nix, await planOf(nix, back));
    await rm(join(directory, PROFILE));
    expect((await (await open()).facts(never)).current).toBe(41);
  });

  it('leaves alone in its store what no name belongs to', async () => {
    for (const name of ['..evil', 'evil', 'x..evil'])
      await writeFile(join(directory, 'nix/store', name), 'hello');
    await symlink('../../../store/..evil', join(directory, 'nix/var/nix/profiles/system-99-link'));
    await symlink('../../../store', join(directory, 'nix/var/nix/profiles/system-98-link'));
    const nix = await open();
    expect(nix.repairs).toEqual([]);
    expect(await answerOf(nix, await planOf(nix, { intent: 'verify_store' }))).toMatchObject({ damaged: [] });
    expect(await nix.plan([{ intent: 'repair_system' }], never)).toMatchObject({
      answer: { why: 'nothing-to-repair' },
    });
  });

  it('gives up by repairing what nothing can tell the content of, so that it is whole', async () => {
    await rm(join(directory, await toplevelOf(40)), { recursive: true });
    const nix = await open();
    const verify = { intent: 'verify_store' } as const;
    expect(await answerOf(nix, await planOf(nix, verify))).toMatchObject({
      damaged: [expect.stringMatching(/^nixos-system-/)],
    });
    expect(await answerOf(nix, await planOf(nix, { intent: 'repair_system' }))).toMatchObject({
      type: 'done',
    });
    expect(await answerOf(nix, await planOf(nix, verify))).toMatchObject({ damaged: [] });
  });

  it('makes the settings of the generation in use again', async () => {
    const list = await packageListOf(44);
    const toplevel = (await readlink(join(directory, 'nix/var/nix/profiles/system-44-link')))
      .split('/')
      .at(-1);
    const etc = await readlink(join(directory, 'nix/store', toplevel ?? '', 'etc'));
    const file = join(directory, dirname(dirname(list)), etc.split('/').at(-1) ?? '', 'settings.json');
    const text = await readFile(file, 'utf8');
    for (let length = 0; length < text.length; length += 97) {
      await writeFile(file, text.slice(0, length));
      expect((await open()).repairs, `cut at ${length}`).toEqual([
        expect.stringMatching(/system of generation 44/),
      ]);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('leaves out an older generation whose package list is cut off', async () => {
    await truncate(join(directory, await packageListOf(40)), 20);
    const { generations, current } = await (await open()).facts(never);
    expect(current).toBe(44);
    expect(generations.map(({ number }) => number)).not.toContain(40);
  });

  it('trusts the profile when the notes of a change were cut off', async () => {
    const pending = {
      generation: 45,
      toplevel: 'x',
      makesLink: true,
      madeAt: 1,
      activates: true,
      before: { config: { packages: [], revision: 1 }, undo: [] },
      after: { config: { packages: [], revision: 1 }, undo: [] },
    };
    const text = JSON.stringify(pending);
    for (let length = 0; length < text.length; length += 41) {
      await writeFile(join(directory, PENDING), text.slice(0, length));
      const nix = await open();
      expect(nix.repairs, `cut at ${length}`).toHaveLength(2);
      expect(await factsOf(nix)).toEqual(facts);
      const config = JSON.parse(await readFile(join(directory, CONFIG), 'utf8'));
      expect(config.packages).toEqual([...facts.installed].sort());
      await removeAsides();
    }
  });
});

async function removeAsides(): Promise<void> {
  for (const below of ['etc/nixos', 'var/lib/ask-nix']) {
    for (const name of await readdir(join(directory, below))) {
      if (name.includes('.damaged')) await rm(join(directory, below, name));
    }
  }
}
