import { AudioError } from '#base/errors.ts';
import { chooseDevice, listed } from '../devices.ts';
import {
  type ListPrograms,
  type MicrophoneDevice,
  microphonesOf,
  type SoundSystem,
} from '../list-devices.ts';
import type { MicrophoneOptions } from '../microphone.ts';
import { RECORDERS, type Recorder } from '../recorder-argv.ts';

export type DeviceOptions = Extract<MicrophoneOptions, { kind: 'device' }>;

/** What to record from, and with what. */
export interface Target {
  readonly recorders: readonly Recorder[];
  /** The recorder's own name of the device; without it the default, whatever that is from time to time. */
  readonly id: string | undefined;
  /** For people; unknown when the sound system does not tell. */
  readonly name: string | undefined;
  readonly isChosen: boolean;
  /** The sound system tells whether it is there. */
  readonly isListed: boolean;
}

/** Whatever is there. */
export function anyTarget({ recorder }: DeviceOptions): Target {
  const recorders = recorder === 'auto' ? RECORDERS : [recorder];
  return { recorders, id: undefined, name: undefined, isChosen: false, isListed: false };
}

/**
 * What the settings ask for: an id, a number or a part of a name. A sound system that does not tell what it has is given
 * the words as an id. Throws `AudioError` 'no-device' that says what there is, when nothing or several fit.
 */
export async function openTarget(
  options: DeviceOptions,
  programs: ListPrograms,
  signal: AbortSignal,
): Promise<Target> {
  const { device: choice = '', recorder } = options;
  if (/^\s*(default)?\s*$/i.test(choice)) return anyTarget(options);
  if (recorder === 'rec')
    throw new AudioError(
      'no-device',
      'The recorder rec cannot choose a device: set the recorder to sox instead.',
    );
  const candidates = anyTarget(options).recorders.filter((candidate) => candidate !== 'rec');
  const silent: Recorder[] = [];
  let offered: readonly MicrophoneDevice[] = [];
  for (const candidate of candidates) {
    const system = await microphonesOf(candidate, programs, signal);
    if (!system) silent.push(candidate);
    const found = system && findIn(system, choice, candidate);
    if (found) return found;
    if (offered.length === 0) offered = system?.devices ?? [];
  }
  // ALSA takes more names than it lists.
  const isAlsa = /^(plug)?hw:\S+$/.test(choice);
  const raw = isAlsa
    ? candidates.filter((candidate) => candidate === 'arecord' || candidate === 'sox')
    : silent;
  if (raw.length > 0) return { ...anyTarget(options), recorders: raw, id: choice, isChosen: true };
  const what = offered.length > 0 ? `There is: ${listed(offered)}.` : 'There is none at all.';
  throw new AudioError('no-device', `There is no microphone "${choice}". ${what}`);
}

function findIn(
  { devices, otherIds }: SoundSystem<MicrophoneDevice>,
  choice: string,
  recorder: Recorder,
): Target | undefined {
  const found = { recorders: [recorder], isChosen: true, isListed: true };
  if (otherIds.includes(choice)) return { ...found, id: choice, name: undefined };
  const chosen = chooseDevice(devices, choice);
  switch (chosen.type) {
    case 'one':
      return { ...found, id: chosen.device.id, name: chosen.device.name };
    case 'several': {
      const names = chosen.devices
        .map((device) => `${devices.indexOf(device) + 1}. ${device.name}`)
        .join('; ');
      throw new AudioError(
        'no-device',
        `"${choice}" fits several microphones: ${names}. Use a number or more words.`,
      );
    }
    case 'none':
      return undefined;
  }
}

/** Whether the device of `target` can be recorded from now. */
export function isThere({ id }: Target, { devices, otherIds }: SoundSystem<MicrophoneDevice>): boolean {
  return devices.some((device) => device.id === id) || otherIds.some((other) => other === id);
}
