import { checkLevel, type Level, levelInWords } from '#audio/level.ts';
import type { MicrophoneDevice } from '#audio/list-devices.ts';
import type { Microphone, MicrophoneOptions } from '#audio/microphone.ts';
import type { Clock } from '#base/clock.ts';
import type { DialogueSettings } from '#dialogue/settings.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

const LISTEN_MS = 3_000;

/** Which microphones there are, as they can be chosen by number or name. */
export function checkRecorder(options: MicrophoneOptions, found: readonly MicrophoneDevice[]): Found {
  if (options.kind !== 'device')
    return ok(`I hear ${options.kind === 'wav' ? 'a recording' : 'standard input'}, by your settings.`);
  if (found.length === 0)
    return failed(
      'No sound system tells of a microphone.',
      'Plug one in, and install PipeWire, PulseAudio or alsa-utils.',
    );
  const names = found.map(
    ({ name, isDefault }, at) => `${at + 1}. ${name}${isDefault ? ', the usual one' : ''}`,
  );
  return ok(`Microphones: ${names.join('; ')}.`);
}

/** Listens for three seconds while somebody should speak. Throws `AudioError` when nothing can be heard. */
export async function checkMicrophone(
  { kind }: MicrophoneOptions,
  { open, clock, begin }: { open: () => Promise<Microphone>; clock: Clock; begin: () => Promise<void> },
  signal: AbortSignal,
): Promise<Found> {
  if (kind !== 'device') return ok('There is no level to look at.');
  await begin();
  return judged(await checkLevel(await open(), clock, LISTEN_MS, signal));
}

function judged(level: Level): Found {
  const [message = '', ...remedy] = levelInWords(level).split(/(?<=[.:]) (?=[A-Z])/);
  if (level.verdict === 'good') return ok(message);
  const judge = level.verdict === 'silent' ? failed : degraded;
  return judge(message, remedy.join(' '));
}

/** Without push-to-talk there is nothing to look at. */
export function checkKeys(mode: DialogueSettings['mode']): Found {
  if (mode !== 'talk') return ok('No key is needed: I listen all the time.');
  return failed(
    'Push-to-talk is not yet built.',
    'Choose another mode: ask-nix config set dialogue.mode wake.',
  );
}
