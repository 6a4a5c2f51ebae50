import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AudioError } from '#base/errors.ts';
import { Config } from '#config/config.ts';
import { type LiveSettings, liveSettings, type SettingsKeeper } from '#live-settings.ts';
import { SettingsFolder } from './config/folder.ts';

const { signal } = new AbortController();

/** Programs that tell of microphones, before those of the machine. */
let programs: string;
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'ask-nix-programs-'));
  vi.stubEnv('PATH', `${programs}${delimiter}${process.env.PATH}`);
  const node = (id: string, name: string) => ({
    info: { props: { 'media.class': 'Audio/Source', 'node.name': id, 'node.description': name } },
  });
  prints('pw-dump', JSON.stringify([node('pw.good', 'Good Mic'), node('pw.dead', 'Dead Mic')]));
  prints('arecord', 'card 1: Cam [Web Cam], device 0: USB [USB Audio]');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(programs, { recursive: true });
});

function prints(name: string, text: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\ncat <<'X'\n${text}\nX\n`, { mode: 0o755 });
}

function live(folder: SettingsFolder, settings: object, apply?: SettingsKeeper['apply']): LiveSettings {
  const paths = { configFile: folder.file } as SettingsKeeper['paths'];
  return liveSettings(Config.parse(settings), { paths, environment: {}, ...(apply && { apply }) });
}

test('a microphone that cannot be heard is not kept, and the one before stays', async () => {
  using folder = new SettingsFolder();
  const settings = live(folder, {}, async () => {
    throw new AudioError('stream-broke', 'No sound comes from it.');
  });
  await expect(settings.adjust({ kind: 'microphone', choice: 'dead' }, signal)).rejects.toThrow(/No sound/);
  expect(settings.now.microphone).not.toHaveProperty('device');
  expect(folder.names).toEqual([]);
});

test.each([
  ['auto', 'Good Mic', 'pw.good'],
  ['arecord', 'Web Cam', 'plughw:CARD=Cam,DEV=0'],
  ['sox', 'Web Cam', 'plughw:CARD=Cam,DEV=0'],
] as const)(
  'with the recorder %s, the first microphone is %s, kept as it takes it',
  async (recorder, name, id) => {
    using folder = new SettingsFolder();
    const settings = live(folder, { microphone: { kind: 'device', recorder } });
    const { outcome } = await settings.adjust({ kind: 'microphone', choice: 1 }, signal);
    expect(outcome).toMatchObject({ type: 'adjusted', value: name });
    expect(settings.now.microphone).toMatchObject({ device: id });
  },
);

test('a recorder that takes no name has nothing to choose from', async () => {
  using folder = new SettingsFolder();
  const settings = live(folder, { microphone: { kind: 'device', recorder: 'rec' } });
  await expect(settings.adjust({ kind: 'microphone', choice: null }, signal)).rejects.toThrow(/rec.*sox/);
});

test('of two wishes at once none is lost, and after one that fails the next is fulfilled', async () => {
  using folder = new SettingsFolder();
  const settings = live(folder, { voice: { kind: 'espeak' } });
  await Promise.allSettled([
    settings.adjust({ kind: 'rate', direction: 'up' }, signal),
    settings.adjust({ kind: 'rate', direction: 'up' }, AbortSignal.abort()),
    settings.adjust({ kind: 'volume', direction: 'up' }, signal),
    settings.adjust({ kind: 'rate', direction: 'up' }, signal),
  ]);
  expect(settings.now.voice).toMatchObject({ rate: 225, volume: 120 });
  expect(folder.text).toMatch(/rate: 225/);
  expect(folder.text).toMatch(/volume: 120/);
});
