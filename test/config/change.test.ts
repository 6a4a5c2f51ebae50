import { spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeSettings } from '#config/change.ts';
import { rollbackSettings } from '#config/rollback.ts';
import { SettingsFolder } from './folder.ts';

describe('changing settings keeps what people wrote', () => {
  it.each([
    ['no file', undefined, 'voice.rate', 200, 'version: 2\nvoice:\n  rate: 200\n'],
    ['an empty file', '', 'verbosity', 'brief', 'version: 2\nverbosity: brief\n'],
    ['comments only', '# mine\n', 'voice.rate', 200, '# mine\n\nversion: 2\nvoice:\n  rate: 200\n'],
    [
      'comments and odd spacing',
      '# top\n\nvoice:   # why\n    rate:    150   # slow\n    kind: "espeak"\n\n\nverbosity: brief # short\n',
      'voice.rate',
      200,
      '# top\n\nvoice:   # why\n    rate:    200   # slow\n    kind: "espeak"\n\n\nverbosity: brief # short\n',
    ],
    [
      'a flow section',
      'voice: { rate: 150, volume: 90 } # mine\n',
      'voice.volume',
      120,
      'voice: { rate: 150, volume: 120 } # mine\n',
    ],
    [
      'another setting of a section',
      '# voice\nvoice:\n  # slow\n  rate: 150\n',
      'voice.volume',
      120,
      '# voice\nvoice:\n  # slow\n  rate: 150\n  volume: 120\n',
    ],
    [
      'a section that is commented out',
      'voice:\n  # rate: 150\n',
      'voice.rate',
      200,
      'voice:\n  # rate: 150\n  rate: 200\n',
    ],
    ['quotes', 'verbosity: "brief"\n', 'verbosity', 'detailed', 'verbosity: "detailed"\n'],
    [
      'deep settings',
      'verbosity: brief\n',
      'dialogue.confirm.voice.risky',
      'any',
      'verbosity: brief\ndialogue:\n  confirm:\n    voice:\n      risky: any\n',
    ],
    [
      'Windows line ends',
      'verbosity: brief\r\nvoice:\r\n  rate: 100\r\n',
      'voice.volume',
      90,
      'verbosity: brief\r\nvoice:\r\n  rate: 100\r\n  volume: 90\r\n',
    ],
    [
      'taking one out',
      'voice:\n  rate: 150 # slow\n  volume: 90\n',
      'voice.rate',
      undefined,
      'voice:\n  volume: 90\n',
    ],
    [
      'taking the last of a section out',
      'verbosity: brief\nvoice:\n  rate: 150\n',
      'voice.rate',
      undefined,
      'verbosity: brief\n',
    ],
    ['what would be a number', 'microphone: {}\n', 'microphone.device', '3', 'microphone: { device: "3" }\n'],
  ])('%s', async (_case, before, path, value, after) => {
    using folder = new SettingsFolder(before);
    const { changes } = await changeSettings(folder.file, [{ path, value }]);
    expect(folder.text).toBe(after);
    expect(changes).toMatchObject([{ path, to: value }]);
  });
});

describe('what is not right is not written', () => {
  it.each([
    [
      'a wrong value',
      'verbosity: brief\n',
      'voice.rate',
      20,
      /^voice.rate must be a whole number from 80 to 600, not 20\.$/,
    ],
    ['an unknown name', 'verbosity: brief\n', 'voice.raet', 200, /did you mean voice.rate/],
    ['an unknown section', 'verbosity: brief\n', 'vioce.rate', 200, /did you mean voice/],
    ['the version', 'verbosity: brief\n', 'version', 9, /no setting version/],
    ['__proto__', 'verbosity: brief\n', '__proto__.rate', 9, /no setting __proto__/],
    ['a file that is no YAML', 'voice: [\n', 'verbosity', 'brief', /config\.yaml:\d+:\d+/],
    ['a file of a newer version', 'version: 3\n', 'verbosity', 'brief', /newer ask-nix/],
    ['a file that is wrong elsewhere', 'voice:\n  raet: 3\n', 'verbosity', 'brief', /raet.*config\.yaml:2:3/],
    [
      'a kind that the rest does not fit',
      'voice:\n  rate: 200\n',
      'voice.kind',
      'say',
      /voice.rate is no setting.*config\.yaml:2:3/,
    ],
    [
      'a reference',
      'dialogue:\n  confirm: { typed: &a { risky: any }, voice: *a }\n',
      'dialogue.confirm.voice.risky',
      'named',
      /reference/,
    ],
    [
      'what is referred to',
      'dialogue:\n  confirm: { typed: &a { risky: any }, voice: *a }\n',
      'dialogue.confirm.typed.risky',
      'named',
      /would change dialogue.confirm.voice.risky too/,
    ],
  ])('%s', async (_case, before, path, value, message) => {
    using folder = new SettingsFolder(before);
    await expect(changeSettings(folder.file, [{ path, value }])).rejects.toMatchObject({
      code: 'bad-settings',
      message: expect.stringMatching(message),
    });
    expect(folder.text).toBe(before);
    expect(folder.names).toEqual(['config.yaml']);
  });

  it('several changes are all made or none', async () => {
    using folder = new SettingsFolder('verbosity: brief\n');
    const changes = [
      { path: 'verbosity', value: 'normal' },
      { path: 'voice.rate', value: 1 },
    ];
    await expect(changeSettings(folder.file, changes)).rejects.toThrow(/voice.rate/);
    expect(folder.text).toBe('verbosity: brief\n');
  });

  it('a kind is changed together with what belongs to it', async () => {
    using folder = new SettingsFolder('voice:\n  rate: 200\n');
    await changeSettings(folder.file, [
      { path: 'voice.rate', value: undefined },
      { path: 'voice.kind', value: 'say' },
    ]);
    expect(folder.text).toBe('version: 2\nvoice:\n  kind: say\n');
  });
});

describe('the file stays what it was', () => {
  it('its mode is kept; a new one is for its owner only', async () => {
    using folder = new SettingsFolder('verbosity: brief\n');
    chmodSync(folder.file, 0o644);
    await changeSettings(folder.file, [{ path: 'verbosity', value: 'normal' }]);
    expect(statSync(folder.file).mode & 0o777).toBe(0o644);
    using fresh = new SettingsFolder();
    await changeSettings(fresh.file, [{ path: 'verbosity', value: 'brief' }]);
    expect(statSync(fresh.file).mode & 0o777).toBe(0o600);
  });

  it('a link stays a link, and what it leads to is changed', async () => {
    using folder = new SettingsFolder();
    const real = join(folder.path, 'dotfiles.yaml');
    writeFileSync(real, 'verbosity: brief\n');
    symlinkSync(real, folder.file);
    await changeSettings(folder.file, [{ path: 'verbosity', value: 'normal' }]);
    expect(lstatSync(folder.file).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe('verbosity: normal\n');
    expect(readdirSync(folder.path).sort()).toEqual(['ask-nix', 'dotfiles.yaml']);
  });

  it('a link into a Nix store is left alone, and who has to be asked is told', async () => {
    using folder = new SettingsFolder();
    const store = join(folder.path, 'store', `${'0'.repeat(32)}-home-manager-files`);
    mkdirSync(store, { recursive: true });
    writeFileSync(join(store, 'config.yaml'), 'verbosity: brief\n');
    symlinkSync(join(store, 'config.yaml'), folder.file);
    await expect(changeSettings(folder.file, [{ path: 'verbosity', value: 'normal' }])).rejects.toMatchObject(
      {
        code: 'unwritable',
        message: expect.stringMatching(/made by Nix.*home-manager: change them there/),
      },
    );
    expect(folder.text).toBe('verbosity: brief\n');
    expect(readdirSync(store)).toEqual(['config.yaml']);
  });

  it('a link to nothing is told', async () => {
    using folder = new SettingsFolder();
    symlinkSync(join(folder.path, 'gone', 'config.yaml'), folder.file);
    await expect(changeSettings(folder.file, [{ path: 'verbosity', value: 'brief' }])).rejects.toThrow(
      /link to a file that is not there/,
    );
  });

  it('a folder that cannot be made is told', async () => {
    const changes = [{ path: 'verbosity', value: 'brief' }];
    await expect(changeSettings('/dev/null/ask-nix/config.yaml', changes)).rejects.toMatchObject({
      code: 'unwritable',
    });
    await expect(changeSettings('/proc/nobody/config.yaml', changes)).rejects.toMatchObject({
      code: 'unwritable',
    });
  });

  it('what is so already is not written', async () => {
    using folder = new SettingsFolder('verbosity: brief\n');
    expect(await changeSettings(folder.file, [{ path: 'verbosity', value: 'brief' }])).toEqual({
      changes: [],
    });
    expect(folder.names).toEqual(['config.yaml']);
  });
});

describe('versions before are kept', () => {
  it('as whole files, twenty at most', async () => {
    using folder = new SettingsFolder('# mine\nvoice:\n  rate: 100\n');
    for (let rate = 101; rate < 124; rate++)
      await changeSettings(folder.file, [{ path: 'voice.rate', value: rate }]);
    expect(folder.backups).toHaveLength(20);
    expect(folder.backups.at(-1)).toBe(folder.text);
    expect(folder.backups.at(-2)).toBe('# mine\nvoice:\n  rate: 122\n');
    expect(folder.names).toEqual(['backups', 'config.yaml']);
  });

  it('what was wrong is not returned to', async () => {
    using folder = new SettingsFolder('verbosity: brief\n');
    await changeSettings(folder.file, [{ path: 'verbosity', value: 'normal' }]);
    folder.write('verbosity: loud\n');
    await changeSettings(folder.file, [{ path: 'verbosity', value: 'detailed' }]);
    expect(await rollbackSettings(folder.file)).toMatchObject({
      changes: [{ from: 'detailed', to: 'normal' }],
    });
  });
});

describe('many writers', () => {
  it('of one process lose nothing', async () => {
    using folder = new SettingsFolder();
    const changes = [
      ['voice.rate', 200],
      ['voice.volume', 90],
      ['verbosity', 'brief'],
      ['dialogue.listStep', 5],
      ['dialogue.mode', 'always'],
    ] as const;
    await Promise.all(changes.map(([path, value]) => changeSettings(folder.file, [{ path, value }])));
    for (const [path, value] of changes) expect(folder.text).toContain(`${path.split('.').at(-1)}: ${value}`);
  });

  it('of several processes lose nothing', async () => {
    using folder = new SettingsFolder('# mine\n');
    const program = join(import.meta.dirname, '..', 'programs', 'change-settings.ts');
    const values = Array.from({ length: 8 }, (_, at) => String(100 + at));
    const exits = ['voice.rate', 'voice.volume', 'dialogue.expiryMs'].map((path) => {
      const scaled = path === 'dialogue.expiryMs' ? values.map((value) => `${value}00`) : values;
      const child = spawn(process.execPath, [program, folder.file, path, ...scaled], { stdio: 'ignore' });
      return new Promise((resolve) => child.once('close', resolve));
    });
    expect(await Promise.all(exits)).toEqual([0, 0, 0]);
    expect(folder.text).toMatch(/^# mine\n/);
    for (const line of ['rate: 107', 'volume: 107', 'expiryMs: 10700']) expect(folder.text).toContain(line);
    expect(folder.names).toEqual(['backups', 'config.yaml']);
  });
});
