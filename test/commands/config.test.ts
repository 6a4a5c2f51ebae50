import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { config } from '../../src/commands/config.ts';
import { SettingsFolder } from '../config/folder.ts';
import { runContext } from './context.ts';

let folder: SettingsFolder;
beforeEach(() => {
  folder = new SettingsFolder();
});
afterEach(() => folder[Symbol.dispose]());

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const { context, printed, complained } = runContext(args, Readable.from([]));
  const paths = { ...context.paths, configFile: folder.file };
  const exit = await config({ ...context, environment, paths });
  return { exit, printed, complained };
}

describe('config show', () => {
  it('tells every setting and where it comes from', async () => {
    folder.write('voice:\n  rate: 200\ndialogue: { confirm: { voice: { risky: any } } }\n');
    const { printed, exit } = await run(['show'], { ASK_NIX_VOLUME: '90' });
    expect(exit).toBe(0);
    expect(printed).toContain('voice.rate: 200 (file)');
    expect(printed).toContain('voice.volume: 90 (ASK_NIX_VOLUME)');
    expect(printed).toContain('voice.name: en-us');
    expect(printed).toContain('microphone.device: not set');
    expect(printed).toContain('dialogue.confirm.voice.risky: any (file)');
    expect(printed).toContain('dialogue.confirm.voice.change: any');
  });

  it('tells programs the same', async () => {
    const lines = (await run(['show', '--json'], { ASK_NIX_VOLUME: '90' })).printed.map((line) =>
      JSON.parse(line),
    );
    expect(lines).toContainEqual({
      path: 'voice.volume',
      value: 90,
      from: 'environment',
      variable: 'ASK_NIX_VOLUME',
    });
    expect(lines).toContainEqual({ path: 'voice.rate', value: 175, from: 'default' });
  });

  it('leaves out what a variable made pointless', async () => {
    folder.write('voice:\n  rate: 200\n');
    const { printed } = await run(['show'], { ASK_NIX_VOICE: 'printed' });
    expect(printed.filter((line) => line.startsWith('voice.'))).toEqual([
      'voice.kind: printed (ASK_NIX_VOICE)',
    ]);
  });
});

describe('config set, unset and get', () => {
  it('sets, tells what was there, and takes out', async () => {
    expect((await run(['set', 'voice.rate', '200'])).printed).toEqual(['voice.rate is now 200.']);
    expect((await run(['set', 'voice.rate', '300'])).printed).toEqual(['voice.rate is now 300. It was 200.']);
    expect((await run(['get', 'voice.rate'])).printed).toEqual(['300']);
    expect((await run(['unset', 'voice.rate', '--json'])).printed).toEqual([
      '{"changes":[{"path":"voice.rate","from":300}]}',
    ]);
    expect((await run(['get', 'voice.rate'])).printed).toEqual(['175']);
  });

  it('has nothing to do when it is so already', async () => {
    await run(['set', 'verbosity', 'brief']);
    expect(await run(['set', 'verbosity', 'brief'])).toMatchObject({
      exit: 4,
      printed: ['verbosity is brief already.'],
    });
    expect(await run(['unset', 'voice.rate'])).toMatchObject({ exit: 4 });
  });

  it.each([
    [['set', 'microphone.device', '3'], 'microphone:\n  device: "3"\n'],
    [['set', 'microphone.device', 'yes'], /device: "?yes"?\n/],
    [['set', 'nix.pace', '1e2'], 'nix:\n  pace: 100\n'],
    [['set', 'recognizer.model', '~'], 'recognizer:\n  model: "~"\n'],
    [['set', 'microphone.device', 'a: b # c'], 'microphone:\n  device: "a: b # c"\n'],
    [['set', 'microphone.device', "it's “big”"], /it's “big”/],
  ])('%j writes what was meant', async (args, written) => {
    await run(args);
    if (typeof written === 'string') expect(folder.text).toBe(`version: 2\n${written}`);
    else expect(folder.text).toMatch(written);
    expect((await run(['get', args[1] as string])).printed).toEqual([args[2] === '1e2' ? '100' : args[2]]);
  });

  it.each([
    [['set', 'voice.raet', '3'], 'there is no setting voice.raet; did you mean voice.rate?'],
    [['set', 'rate', '3'], 'there is no setting rate; did you mean voice.rate?'],
    [['set', 'voice.rate', 'fast'], 'voice.rate must be a whole number from 80 to 600, not “fast”.'],
    [['set', 'voice.rate', '20'], 'voice.rate must be a whole number from 80 to 600, not 20.'],
    [['set', 'voice.rate', ''], 'voice.rate must be a whole number from 80 to 600, not nothing.'],
    [['set', 'voice.rate', '*x'], 'voice.rate must be a whole number from 80 to 600, not “*x”.'],
    [
      ['set', 'verbosity', 'breif'],
      'verbosity must be one of brief, normal or detailed, not “breif”; did you mean brief?',
    ],
    [
      ['set', 'voice', '3'],
      'voice is a section: set one of voice.kind, voice.rate, voice.volume, voice.name.',
    ],
    [
      ['set', 'microphone.file', 'x'],
      'microphone.file is no setting of microphone.kind device, only of wav.',
    ],
    [
      ['set', 'dialogue.follow_up_ms', '9'],
      'there is no setting dialogue.follow_up_ms; did you mean dialogue.followUpMs?',
    ],
    [['set', 'version', '3'], 'there is no setting version; “ask-nix config show” lists all.'],
    [['set', '__proto__.x', '3'], 'there is no setting __proto__.x; “ask-nix config show” lists all.'],
    [['set', '', '3'], 'there is no setting'],
    [['set', 'voice.\u001b[2Jrate', '3'], 'there is no setting voice. [2Jrate'],
    [['get', 'voice.raet'], 'there is no setting voice.raet; did you mean voice.rate?'],
    [['set', 'voice.rate'], '“set” is used otherwise'],
    [['frob'], '“frob” is not known'],
    [[], 'Say what to do'],
  ])('%j is refused in one sentence, and nothing is written', async (args, message) => {
    await expect(run(args)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
    expect(folder.names).toEqual([]);
  });

  it('repairs a file with one wrong setting', async () => {
    folder.write('voice:\n  rate: fast\n  raet: 3\n');
    await expect(run(['set', 'voice.rate', '200'])).rejects.toThrow(/raet.*config\.yaml:3:3/);
    folder.write('voice:\n  rate: fast\n');
    expect((await run(['set', 'voice.rate', '200'])).printed).toEqual([
      'voice.rate is now 200. It was fast.',
    ]);
  });

  it('says when a variable overrules what was set', async () => {
    const { complained } = await run(['set', 'voice.rate', '200'], { ASK_NIX_RATE: '300' });
    expect(complained).toEqual(['ask-nix: ASK_NIX_RATE is set, and overrules it.']);
  });
});

describe('config check', () => {
  it('tells all problems in their order, each with its place', async () => {
    folder.write('voice:\n  raet: 3\n  rate: fast\nfoo: 1\n');
    const { exit, complained } = await run(['check'], { ASK_NIX_MODE: 'awake' });
    expect(complained).toEqual([
      `${folder.file}:2:3: there is no setting voice.raet; did you mean voice.rate?`,
      `${folder.file}:3:9: voice.rate must be a whole number from 80 to 600, not “fast”`,
      `${folder.file}:4:1: there is no setting foo; “ask-nix config show” lists all`,
      'dialogue.mode must be one of wake, talk or always, not “awake”; did you mean wake? (ASK_NIX_MODE)',
    ]);
    expect(exit).toBe(1);
  });

  it('tells programs the same', async () => {
    folder.write('voice:\n  raet: 3\n');
    const { exit, printed } = await run(['check', '--json']);
    expect(JSON.parse(printed[0] as string)).toMatchObject({
      file: folder.file,
      problems: [{ path: 'voice.raet', nearest: 'voice.rate', line: 2, column: 3 }],
    });
    expect(exit).toBe(1);
  });

  it('is content with what is right, and with nothing', async () => {
    expect((await run(['check'])).exit).toBe(0);
    folder.write('verbosity: brief\n');
    expect((await run(['check'])).exit).toBe(0);
  });
});

describe('config rollback', () => {
  it('returns to the file before, and back again', async () => {
    await run(['set', 'voice.rate', '200']);
    await run(['set', 'voice.rate', '300']);
    expect((await run(['rollback'])).printed).toEqual(['voice.rate is now 200. It was 300.']);
    expect((await run(['rollback'])).printed).toEqual(['voice.rate is now 300. It was 200.']);
    expect((await run(['get', 'voice.rate'])).printed).toEqual(['300']);
  });

  it('brings back what was before a file was damaged by hand', async () => {
    await run(['set', 'voice.rate', '200']);
    folder.write('voice:\n  rate: [200\n');
    await expect(run(['show'])).rejects.toThrow(/config\.yaml:\d+:\d+.*config rollback/);
    expect((await run(['rollback'])).exit).toBe(0);
    expect((await run(['get', 'voice.rate'])).printed).toEqual(['200']);
    expect(folder.backups).toContain('voice:\n  rate: [200\n');
  });

  it('has nothing to do when nothing was kept', async () => {
    expect((await run(['rollback'])).exit).toBe(4);
    expect(folder.names).toEqual([]);
  });
});

it('config schema fits what can be written', async () => {
  const schema = JSON.parse((await run(['schema'])).printed.join('\n'));
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['version', 'voice', 'dialogue', 'verbosity']),
  );
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.voice.oneOf[0].required).toEqual([]);
});

it('config path tells where the settings are, or would be', async () => {
  expect((await run(['path'])).printed).toEqual([folder.file]);
  expect(JSON.parse((await run(['path', '--json'])).printed[0] as string)).toEqual({
    path: folder.file,
    exists: false,
  });
});
