import { describe, expect, it } from 'vitest';
import { ConfigError } from '#base/errors.ts';
import { adjust } from '#config/adjust.ts';
import { Config } from '#config/config.ts';
import type { Environment } from '#config/environment.ts';
import type { SettingWish } from '#dialogue/adjustment.ts';
import { SettingsFolder } from './folder.ts';

const VOICES = [
  { id: 'en-us', name: 'English, America', isDefault: true },
  { id: 'en-gb', name: 'English, Great Britain', isDefault: false },
  { id: 'en-gb-scotland', name: 'English, Scotland', isDefault: false },
];

function worldIn(folder: SettingsFolder, environment: Environment = {}) {
  return { paths: { configFile: folder.file }, environment, choices: async () => VOICES };
}

const voice = (settings: object) => Config.parse({ voice: { kind: 'espeak', ...settings } });

describe('an adjustment holds at once and the next time', () => {
  it.each<[string, SettingWish, Config, unknown, string]>([
    ['faster', { kind: 'rate', direction: 'up' }, voice({}), 200, 'voice:\n  rate: 200\n'],
    ['slower', { kind: 'rate', direction: 'down' }, voice({}), 150, 'voice:\n  rate: 150\n'],
    [
      'faster, near the limit',
      { kind: 'rate', direction: 'up' },
      voice({ rate: 590 }),
      600,
      'voice:\n  rate: 600\n',
    ],
    ['louder', { kind: 'volume', direction: 'up' }, voice({}), 120, 'voice:\n  volume: 120\n'],
    [
      'quieter, not silent',
      { kind: 'volume', direction: 'down' },
      voice({ volume: 25 }),
      20,
      'voice:\n  volume: 20\n',
    ],
    ['verbosity', { kind: 'verbosity', level: 'brief' }, Config.parse({}), 'brief', 'verbosity: brief\n'],
    ['mode', { kind: 'mode', mode: 'always' }, Config.parse({}), 'always', 'dialogue:\n  mode: always\n'],
    [
      'a voice by name',
      { kind: 'voice', choice: 'scotland' },
      voice({}),
      'English, Scotland',
      'voice:\n  name: en-gb-scotland\n',
    ],
    [
      'a voice by number',
      { kind: 'voice', choice: 2 },
      voice({}),
      'English, Great Britain',
      'voice:\n  name: en-gb\n',
    ],
    [
      'a microphone',
      { kind: 'microphone', choice: 'britain' },
      Config.parse({}),
      'English, Great Britain',
      'microphone:\n  device: en-gb\n',
    ],
  ])('%s', async (_case, adjustment, config, value, written) => {
    using folder = new SettingsFolder();
    const { outcome, config: now } = await adjust(adjustment, config, worldIn(folder));
    expect(outcome).toEqual({ type: 'adjusted', adjustment, value, kept: true });
    expect(folder.text).toBe(`version: 2\n${written}`);
    expect(now).not.toEqual(config);
  });
});

it.each<[string, SettingWish, Config, unknown]>([
  ['as fast as can be', { kind: 'rate', direction: 'up' }, voice({ rate: 600 }), 600],
  ['as slow as can be', { kind: 'rate', direction: 'down' }, voice({ rate: 80 }), 80],
  ['quieter than one gets by voice', { kind: 'volume', direction: 'down' }, voice({ volume: 5 }), 5],
  ['so already', { kind: 'verbosity', level: 'normal' }, Config.parse({}), 'normal'],
  ['the voice in use', { kind: 'voice', choice: 'america' }, voice({}), 'English, America'],
])('%s: nothing changes, and that is told', async (_case, adjustment, config, value) => {
  using folder = new SettingsFolder();
  const result = await adjust(adjustment, config, worldIn(folder));
  expect(result).toEqual({ outcome: { type: 'unchanged', adjustment, value }, config });
  expect(folder.names).toEqual([]);
});

it.each([
  [null, 'asked'],
  ['klingon', 'none'],
  [7, 'none'],
  ['english', 'several'],
] as const)('the voice %j gives the choices there are', async (choice, why) => {
  using folder = new SettingsFolder();
  const { outcome } = await adjust({ kind: 'voice', choice }, voice({ name: 'en-gb' }), worldIn(folder));
  expect(outcome).toMatchObject({
    type: 'choices',
    why,
    names: VOICES.map(({ name }) => name),
    ids: VOICES.map(({ id }) => id),
    current: 1,
  });
});

it.each([
  ['printed', { kind: 'rate', direction: 'up' }],
  ['say', { kind: 'voice', choice: null }],
] as const)('the voice %s has nothing of the kind', async (kind, adjustment) => {
  using folder = new SettingsFolder();
  await expect(adjust(adjustment, Config.parse({ voice: { kind } }), worldIn(folder))).rejects.toMatchObject({
    code: 'bad-settings',
  });
});

it('what cannot be kept holds for this session, and the reason is told', async () => {
  using broken = new SettingsFolder('voice: [\n');
  const result = await adjust({ kind: 'rate', direction: 'up' }, voice({}), worldIn(broken));
  expect(result.outcome).toMatchObject({ type: 'adjusted', value: 200, kept: false });
  expect(result.config.voice).toMatchObject({ rate: 200 });
  expect(result.outcome).toMatchObject({ why: expect.stringMatching(/config\.yaml:\d+:\d+/) });
  expect(broken.text).toBe('voice: [\n');
});

it('what a variable overrules is not kept', async () => {
  using folder = new SettingsFolder();
  const world = worldIn(folder, { ASK_NIX_RATE: '175' });
  const { outcome } = await adjust({ kind: 'rate', direction: 'up' }, voice({}), world);
  expect(outcome).toMatchObject({ kept: false, why: expect.stringMatching(/ASK_NIX_RATE/) });
});

it('what cannot be taken into use is not kept', async () => {
  using folder = new SettingsFolder();
  const apply = () => Promise.reject(new ConfigError('usage', 'this microphone is deaf'));
  const world = { ...worldIn(folder), apply };
  await expect(adjust({ kind: 'microphone', choice: 2 }, Config.parse({}), world)).rejects.toThrow(/deaf/);
  expect(folder.names).toEqual([]);
});
