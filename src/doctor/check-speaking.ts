import type { Device } from '#audio/devices.ts';
import { silence } from '#audio/samples.ts';
import type { Speaker } from '#audio/speaker.ts';
import { askProgram } from '#base/ask-program.ts';
import type { VoiceOptions } from '#voice/voice.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

/** Long enough for a player to notice that there is no loudspeaker. */
const PROBE_MS = 60;

/** Throws `AudioError` when nothing can be played. */
export async function checkSpeaker(
  speaker: Speaker,
  found: readonly Device[],
  signal: AbortSignal,
): Promise<Found> {
  if (!speaker.audible)
    return degraded('What I say goes into no loudspeaker, by your settings.', 'Set speaker.kind to device.');
  await speaker.play(silence(PROBE_MS), signal);
  const usual = found.find(({ isDefault }) => isDefault);
  return ok(usual ? `A loudspeaker plays: ${usual.name}.` : 'A loudspeaker plays.');
}

/** Exit code of what is not installed. */
const MISSING = 127;
const PROGRAMS = { espeak: 'espeak-ng', say: process.platform === 'darwin' ? 'say' : 'festival' } as const;

export async function checkVoice({ kind }: VoiceOptions, signal: AbortSignal): Promise<Found> {
  if (kind === 'printed')
    return degraded('What I say is only printed, by your settings.', 'Set voice.kind to espeak.');
  const program = PROGRAMS[kind];
  const answer = await askProgram([program, '--version'], signal);
  if (!answer) return failed(`${program} hangs.`, `Install ${program} anew.`);
  if (answer.exitCode !== MISSING) return ok(`${program} speaks.`);
  return failed(`${program} is not installed, so what I say is only printed.`, `Install ${program}.`);
}
