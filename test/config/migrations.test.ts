import { describe, expect, it } from 'vitest';
import { changeSettings } from '#config/change.ts';
import { loadConfig } from '#config/load.ts';
import { migrateText } from '#config/migrations.ts';
import { SettingsFolder } from './folder.ts';

describe('settings of an older version are carried over, all else to the letter', () => {
  it.each([
    [
      'no version',
      'voice:\n  voice: en-gb # mine\n',
      'voice:\n  name: en-gb # mine\n',
      ['voice.voice is now voice.name'],
    ],
    [
      'version 1',
      '# top\nversion: 1\nvoice: { voice:   en-gb }\n',
      '# top\nversion: 2\nvoice: { name:   en-gb }\n',
      ['voice.voice is now voice.name', 'version is now 2'],
    ],
    ['version 1, nothing to rename', 'version: 1 # old\n', 'version: 2 # old\n', ['version is now 2']],
    ['no version, nothing to rename', 'voice: { rate: 200 }\n', 'voice: { rate: 200 }\n', []],
    ['this version', 'version: 2\nvoice: { voice: en-gb }\n', 'version: 2\nvoice: { voice: en-gb }\n', []],
    ['both names', 'voice: { voice: en-gb, name: en-us }\n', 'voice: { voice: en-gb, name: en-us }\n', []],
    ['no YAML', 'voice: [\n', 'voice: [\n', []],
    ['a voice that is no section', 'voice: voice\n', 'voice: voice\n', []],
  ])('%s', (_case, before, after, steps) => {
    const migrated = migrateText(before);
    expect(migrated.parsed.text).toBe(after);
    expect(migrated.steps).toEqual(steps);
  });
});

describe('loading settings of an older version', () => {
  const OLD = 'voice:\n  voice: en-gb # mine\n';

  it('writes them anew, keeps the old ones, and tells it once', async () => {
    using folder = new SettingsFolder(OLD);
    const told: string[] = [];
    for (let start = 0; start < 2; start++) {
      const config = await loadConfig(folder.file, {}, {}, (sentence) => void told.push(sentence));
      expect(config.voice).toMatchObject({ name: 'en-gb' });
    }
    expect(told).toEqual([
      `The settings in ${folder.file} are of an older version: voice.voice is now voice.name. They were written anew; “ask-nix config rollback” brings the old file back.`,
    ]);
    expect(folder.text).toBe('voice:\n  name: en-gb # mine\n');
    expect(folder.backups).toEqual([OLD, folder.text]);
  });

  it('only understands them where nobody can be told', async () => {
    using folder = new SettingsFolder(OLD);
    expect((await loadConfig(folder.file, {}, {})).voice).toMatchObject({ name: 'en-gb' });
    expect(folder.text).toBe(OLD);
    expect(folder.names).toEqual(['config.yaml']);
  });

  it('carries them over when one is changed', async () => {
    using folder = new SettingsFolder(OLD);
    await changeSettings(folder.file, [{ path: 'voice.rate', value: 200 }]);
    expect(folder.text).toBe('voice:\n  name: en-gb # mine\n  rate: 200\n');
  });
});
