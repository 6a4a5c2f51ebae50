import { describe, expect, it } from 'vitest';
import { changeSettings } from '#config/change.ts';
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
