import { askProgram } from '#base/ask-program.ts';
import type { Argv } from '#base/run-program.ts';
import {
  type Direction,
  type ListedDevice,
  parseAlsaLists,
  parsePipeWireDump,
  parsePulseList,
} from './device-lists.ts';
import { withSpokenNames } from './device-names.ts';
import type { Device } from './devices.ts';
import type { Recorder } from './recorder-argv.ts';

export interface MicrophoneDevice extends Device {
  /** The recorder that knows this id. */
  readonly recorder: Recorder;
}

/** Where the programs of the sound systems are, if not where PATH says. */
export type ListPrograms = Readonly<Partial<Record<'pw-dump' | 'pactl' | 'arecord' | 'aplay', string>>>;

/** What one sound system has. */
export interface SoundSystem<Found extends Device> {
  readonly devices: readonly Found[];
  /** Further ids that can be opened but are not for choosing by name: monitors of loudspeakers, ALSA's names. */
  readonly otherIds: readonly string[];
}

type Lister = (
  direction: Direction,
  programs: ListPrograms,
  signal: AbortSignal,
) => Promise<System | undefined>;
type System = SoundSystem<ListedDevice>;

/**
 * The microphones that this recorder can be given, with `auto` those of the sound system that records; empty when there
 * is none. A program that is missing, hangs or prints nonsense is a sound system that is not there. Rejects only when
 * aborted.
 */
export async function listMicrophones(
  wanted: Recorder | 'auto',
  signal: AbortSignal,
): Promise<readonly MicrophoneDevice[]> {
  for (const recorder of wanted === 'auto' ? (['pw-record', 'parec', 'arecord'] as const) : [wanted]) {
    const system = await microphonesOf(recorder, {}, signal);
    if (system && system.devices.length > 0) return system.devices;
  }
  return [];
}

/** The loudspeakers of the sound system that plays, as `listMicrophones`. */
export async function listSpeakers(signal: AbortSignal): Promise<readonly Device[]> {
  for (const list of [listPipeWire, listPulse, listAlsa]) {
    const system = await list('out', {}, signal);
    if (system && system.devices.length > 0)
      return withSpokenNames(system.devices, 'speaker').map(({ id, name, isDefault }) => ({
        id,
        name,
        isDefault,
      }));
  }
  return [];
}

/** What this recorder can record from; undefined when its sound system does not answer. sox is given ALSA's names. */
export async function microphonesOf(
  recorder: Recorder,
  programs: ListPrograms,
  signal: AbortSignal,
): Promise<SoundSystem<MicrophoneDevice> | undefined> {
  const list = {
    'pw-record': listPipeWire,
    parec: listPulse,
    arecord: listAlsa,
    sox: listAlsa,
    rec: undefined,
  }[recorder];
  const system = await list?.('in', programs, signal);
  if (!system) return undefined;
  const real = system.devices.filter(({ isMonitor }) => !isMonitor);
  const monitors = system.devices.filter(({ isMonitor }) => isMonitor);
  return {
    devices: withSpokenNames(real, 'microphone').map(({ id, name, isDefault }) => ({
      id,
      name,
      isDefault,
      recorder,
    })),
    otherIds: [...monitors.map(({ id }) => id), ...system.otherIds],
  };
}

const listPipeWire: Lister = async (direction, programs, signal) => {
  const dump = await printed([programs['pw-dump'] ?? 'pw-dump'], signal);
  const devices = dump === undefined ? undefined : parsePipeWireDump(dump, direction);
  return devices && { devices, otherIds: [] };
};

const listPulse: Lister = async (direction, programs, signal) => {
  const pactl = programs.pactl ?? 'pactl';
  const [list, info] = await Promise.all([
    printed([pactl, 'list', direction === 'in' ? 'sources' : 'sinks'], signal),
    printed([pactl, 'info'], signal),
  ]);
  return list === undefined || info === undefined
    ? undefined
    : { devices: parsePulseList(list, info), otherIds: [] };
};

const listAlsa: Lister = async (direction, programs, signal) => {
  const program = direction === 'in' ? (programs.arecord ?? 'arecord') : (programs.aplay ?? 'aplay');
  const [cards, names] = await Promise.all([
    printed([program, '-l'], signal),
    printed([program, '-L'], signal),
  ]);
  if (cards === undefined && names === undefined) return undefined;
  const { devices, ids } = parseAlsaLists(cards ?? '', names ?? '');
  return { devices, otherIds: ids };
};

/** What `argv` prints, or undefined when it does not end well and in time. */
async function printed(argv: Argv, signal: AbortSignal): Promise<string | undefined> {
  const answer = await askProgram(argv, signal);
  return answer?.exitCode === 0 ? answer.stdout.toString('utf8') : undefined;
}
