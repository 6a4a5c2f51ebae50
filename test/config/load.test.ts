import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '#base/errors.ts';
import { Config } from '#config/config.ts';
import { SETTING_VARIABLES } from '#config/environment.ts';
import { loadConfig } from '#config/load.ts';
import { SettingsFolder } from './folder.ts';

let folder: SettingsFolder;
beforeEach(() => {
  folder = new SettingsFolder();
});
afterEach(() => folder[Symbol.dispose]());

const load = (environment = {}, flags = {}) => loadConfig(folder.file, environment, flags);

describe('settings that are right', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# nothing\n'],
    ['a byte order mark', '\uFEFFverbosity: normal\n'],
    ['a section of which all is commented out', 'voice:\n  # rate: 200\n'],
    ['this version', 'version: 2\n'],
    ['Windows line ends', 'voice:\r\n  rate: 175\r\n'],
    ['a document mark', '---\nverbosity: normal\n...\n'],
  ])('%s is as good as the usual ones', async (_case, text) => {
    folder.write(text);
    expect(await load()).toEqual(Config.parse({}));
  });

  it('no file, no folder and no home are as good as the usual ones', async () => {
    expect(await load()).toEqual(Config.parse({}));
    expect(await loadConfig('/nonexistent/ask-nix/config.yaml', {}, {})).toEqual(Config.parse({}));
    expect(await loadConfig('/dev/null/ask-nix/config.yaml', {}, {})).toEqual(Config.parse({}));
  });

  it('references are followed', async () => {
    folder.write(
      'dialogue:\n  confirm:\n    typed: &strict { change: named, risky: named }\n    voice: *strict\n',
    );
    expect((await load()).dialogue.confirm.voice).toMatchObject({ change: 'named', risky: 'named' });
  });

  it('the file gives way to variables, and these to flags', async () => {
    folder.write('voice: { rate: 200, volume: 90, name: en-gb }\n');
    const { voice } = await load({ ASK_NIX_RATE: '250', ASK_NIX_VOLUME: '80' }, { voice: { rate: 300 } });
    expect(voice).toEqual({ kind: 'espeak', rate: 300, volume: 80, name: 'en-gb' });
  });
});

describe('settings that are wrong are told with what is allowed and where', () => {
  it.each([
    [
      'an unknown name',
      'voice:\n  raet: 200\n',
      'there is no setting voice.raet; did you mean voice.rate? (FILE:2:3)',
    ],
    [
      'an unknown section',
      'vioce:\n  rate: 200\n',
      'there is no setting vioce; did you mean voice? (FILE:1:1)',
    ],
    [
      'a setting outside its section',
      'rate: 200\n',
      'there is no setting rate; did you mean voice.rate? (FILE:1:1)',
    ],
    [
      'a name deep inside',
      'dialogue:\n  confirm:\n    voice: { risy: any }\n',
      'did you mean dialogue.confirm.voice.risky? (FILE:3:14)',
    ],
    [
      'a name of another kind',
      'voice:\n  kind: say\n  rate: 200\n',
      'voice.rate is no setting of voice.kind say, only of espeak (FILE:3:3)',
    ],
    [
      'a misspelled name of another kind',
      'microphone:\n  kind: wav\n  flie: a\n',
      'microphone.file is missing',
    ],
    [
      'an unknown kind',
      'voice:\n  kind: espaek\n',
      'voice.kind must be one of espeak, say or printed, not “espaek”; did you mean espeak? (FILE:2:9)',
    ],
    [
      'text for a number',
      'voice:\n  rate: fast\n',
      'voice.rate must be a whole number from 80 to 600, not “fast” (FILE:2:9)',
    ],
    [
      'a number out of range',
      'voice: {volume: 300}\n',
      'voice.volume must be a whole number from 0 to 200, not 300 (FILE:1:17)',
    ],
    [
      'a number for text',
      'microphone:\n  device: 3\n',
      'microphone.device must be text of at most 200 characters, not 3 (FILE:2:11)',
    ],
    ['infinity', 'nix: { pace: .inf }\n', 'nix.pace must be a number above 0, not Infinity (FILE:1:14)'],
    [
      'no value',
      'voice:\n  rate:\n',
      'voice.rate must be a whole number from 80 to 600, not nothing (FILE:2:8)',
    ],
    [
      'yes, which is text',
      'verbosity: yes\n',
      'verbosity must be one of brief, normal or detailed, not “yes” (FILE:1:12)',
    ],
    [
      'a list for a section',
      'voice: [1]\n',
      'voice must be a section of “name: value” lines, not a list (FILE:1:8)',
    ],
    [
      'a section for a value',
      'verbosity: {a: 1}\n',
      'verbosity must be one of brief, normal or detailed, not a section (FILE:1:12)',
    ],
    [
      'a list of numbers',
      'recognizer:\n  kind: scripted\n  lines: [a, 2]\n',
      'recognizer.lines.1 must be text, not 2 (FILE:3:14)',
    ],
    ['a list at the top', '- voice\n', 'settings are lines of “name: value” (FILE:1:1)'],
    ['text at the top', 'hello\n', 'settings are lines of “name: value” (FILE:1:1)'],
    [
      'the same name twice',
      'verbosity: brief\nvoice: {}\nverbosity: normal\n',
      'this name stands here for the second time (FILE:3:1)',
    ],
    ['a tab', 'voice:\n\trate: 200\n', 'a tab cannot indent: use spaces (FILE:2:1)'],
    ['two documents', 'verbosity: brief\n---\nverbosity: normal\n', 'begins a second file here'],
    ['an unknown tag', 'verbosity: !shout brief\n', 'the tag !shout is not known (FILE:1:12)'],
    ['a reference to nothing', 'voice: *mine\n', 'the references (*) do not work out'],
    ['a list as a name', '? [voice]\n: 1\n', 'a name must be plain text (FILE:1:3)'],
    [
      '__proto__',
      '__proto__: { voice: 1 }\n',
      'there is no setting __proto__; “ask-nix config show” lists all (FILE:1:1)',
    ],
    ['__proto__ in a section', 'voice:\n  __proto__: { rate: 1 }\n', 'there is no setting voice.__proto__'],
    ['constructor', 'constructor: 1\n', 'there is no setting constructor'],
    ['a merge key', 'voice: { <<: { rate: 200 } }\n', 'there is no setting voice.<<'],
    ['an unclosed list', 'recognizer:\n  lines: [a\n', 'this is no YAML'],
    [
      'a version to come',
      'version: 3\n',
      'they are of version 3, made for a newer ask-nix; this one knows version 2 (FILE:1:10)',
    ],
    ['a version that is none', 'version: new\n', 'version must be a whole number from 1 to 2 (FILE:1:10)'],
    ['a NUL', 'verbosity: br\0ief\n', 'a character here is no text (FILE:1:14)'],
    ['an escape sequence', 'verbosity: \u001b[2J\n', 'a character here is no text (FILE:1:12)'],
    ['an escape sequence in disguise', 'verbosity: "\\e[2J"\n', 'not “ [2J” (FILE:1:12)'],
    [
      'bytes that are not UTF-8',
      Buffer.from('verbosity: brief\n# caf\xe9\n', 'latin1'),
      'a character here is not UTF-8 (FILE:2:6)',
    ],
    [
      'UTF-16',
      Buffer.from('\uFEFFverbosity: brief\n', 'utf16le'),
      'a character here is not UTF-8 (FILE:1:1)',
    ],
    ['a very large file', '#'.repeat(100_001), 'larger than 100000 bytes'],
    ['deep nesting', `voice: ${'['.repeat(50_000)}`, 'this is no YAML'],
    ['references that multiply', bomb(), 'the references (*) do not work out'],
  ])('%s', async (_case, text, message) => {
    folder.write(text);
    const error = await load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).message).toContain(message.replace('FILE', folder.file));
    expect((error as ConfigError).message).toMatch(/config\.yaml:\d+:\d+\)/);
    expect((error as ConfigError).message).toMatch(/[.?]$/);
    expect((error as ConfigError).message.length).toBeLessThan(600);
    expect(error).toMatchObject({ code: 'bad-settings' });
  });

  it('a folder, and a link to nothing, are no file', async () => {
    mkdirSync(folder.file);
    await expect(load()).rejects.toThrow(/it is no file/);
    rmSync(folder.file, { recursive: true });
    symlinkSync(join(folder.path, 'nowhere'), folder.file);
    await expect(load()).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/link to a file that is not there/),
    });
  });
});

/** Lists of lists of references: gigabytes, once they are followed. */
function bomb(): string {
  const lines = ['a0: &a0 [lol, lol]'];
  for (let depth = 1; depth < 30; depth++)
    lines.push(
      `a${depth}: &a${depth} [${Array(9)
        .fill(`*a${depth - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

describe('variables go through the same checks', () => {
  const WRONG: Readonly<Record<string, string>> = {
    ASK_NIX_MICROPHONE: 'x'.repeat(201),
    ASK_NIX_RECORDER: 'gramophone',
    ASK_NIX_VOICE: 'opera',
    ASK_NIX_RATE: 'fast',
    ASK_NIX_VOLUME: '-1',
    ASK_NIX_SPEAKER: 'loud',
    ASK_NIX_PACE: '0',
    ASK_NIX_FAIL: 'always',
    ASK_NIX_MODE: 'asleep',
  };

  it.each(Object.keys(SETTING_VARIABLES).filter((name) => name !== 'ASK_NIX_MODEL'))(
    '%s is named when it is wrong',
    async (variable) => {
      const [section, key] = SETTING_VARIABLES[variable] as readonly [string, string];
      await expect(load({ [variable]: WRONG[variable] })).rejects.toMatchObject({
        code: 'bad-settings',
        message: expect.stringMatching(new RegExp(`^${section}\\.${key} must be .*\\(${variable}\\)\\.$`)),
      });
      expect(await load({ [variable]: '' })).toEqual(Config.parse({}));
    },
  );

  it('a variable that does not fit the kind is named', async () => {
    await expect(load({ ASK_NIX_VOICE: 'printed', ASK_NIX_RATE: '200' })).rejects.toThrow(
      'voice.rate is no setting of voice.kind printed, only of espeak (ASK_NIX_RATE).',
    );
  });

  it.each(['0x10', '1e3', 'Infinity', ' ', '2 00'])('%j is no number', async (value) => {
    await expect(load({ ASK_NIX_RATE: value })).rejects.toThrow(/whole number/);
  });
});

describe('whatever happened to the file, it gives settings or says where it is wrong', () => {
  const TEXT = Buffer.from(
    '# mine\nversion: 2\nvoice: # loud\n  kind: espeak\n  rate: 200\n  name: "en-gb"\ndialogue:\n  confirm: { voice: &v { risky: any }, typed: *v }\nrecognizer:\n  kind: scripted\n  lines:\n    - héllo\n    - |\n      two\n',
  );

  async function outcomeOf(bytes: Uint8Array): Promise<void> {
    folder.write(bytes);
    try {
      expect(Config.safeParse(await load()).success).toBe(true);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      expect(error.message).toMatch(/config\.yaml:\d+:\d+\)/);
      expect(error.code).toBe('bad-settings');
    }
  }

  it('cut off at any byte', async () => {
    for (let length = 0; length <= TEXT.length; length++) await outcomeOf(TEXT.subarray(0, length));
  });

  it.each([0x00, 0x09, 0x22, 0x2a, 0x7b, 0xff])('with any byte being %i', async (byte) => {
    for (let at = 0; at < TEXT.length; at++) {
      const damaged = Buffer.from(TEXT);
      damaged[at] = byte;
      await outcomeOf(damaged);
    }
  });
});
