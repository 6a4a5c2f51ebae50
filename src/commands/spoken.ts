import { earconSamples } from '#audio/earcons.ts';
import type { Microphone } from '#audio/microphone.ts';
import { silence } from '#audio/samples.ts';
import type { Speaker, SpeakerOptions } from '#audio/speaker.ts';
import { AudioTimeline } from '#audio/timeline.ts';
import { askProgram } from '#base/ask-program.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { AudioError, VoiceError } from '#base/errors.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import type { Ears, Observer, Ports } from '#ports.ts';
import type { Recognizer } from '#recognition/recognizer.ts';
import { openSpeaker, openVoice } from '#sound-wiring.ts';
import { printedVoice } from '#voice/printed-voice.ts';
import type { Voice, VoiceOptions } from '#voice/voice.ts';

/** Long enough for a player to notice that there is no loudspeaker. */
const PROBE_MS = 60;

export interface Stage {
  clock: Clock;
  speaker: Speaker;
}

/**
 * Where recorded speech is heard and answered: in real time if a person may listen to the answers, else as fast as
 * the machine can, with every pause as long as it would have been.
 */
export async function stageForRecordings(
  options: SpeakerOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Stage> {
  const speaker = await openWorkingSpeaker(options, tell, signal);
  if (speaker.audible) return { clock: systemClock, speaker };
  const clock = new VirtualClock(Date.now());
  return { clock, speaker: await openSpeaker(options.kind === 'wav' ? options : { kind: 'none' }, clock) };
}

/** The speaker of these options if it can be heard, else none, and why is told. */
export async function openWorkingSpeaker(
  options: SpeakerOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Speaker> {
  const speaker = await openSpeaker(options, systemClock);
  if (!speaker.audible) return speaker;
  try {
    await speaker.play(silence(PROBE_MS), signal);
    return speaker;
  } catch (error) {
    if (!(error instanceof AudioError)) throw error;
    tell(error.message);
    return openSpeaker({ kind: 'none' }, systemClock);
  }
}

/** The voice of these options; where its program is missing that is told once, and what it would say is only printed. */
export async function openWorkingVoice(
  options: VoiceOptions,
  stage: Stage,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Voice> {
  const trouble = await voiceTrouble(options, signal);
  if (trouble === undefined) return openVoice(options, stage);
  tell(`${trouble}, so what I say is only printed. Install espeak-ng to hear it.`);
  return printedVoice;
}

/** The voice that a person chooses. Throws `VoiceError` when its program is missing. */
export async function openChosenVoice(
  options: VoiceOptions,
  stage: Stage,
  signal: AbortSignal,
): Promise<Voice> {
  const trouble = await voiceTrouble(options, signal);
  if (trouble !== undefined) throw new VoiceError('no-program', `${trouble}.`);
  return openVoice(options, stage);
}

async function voiceTrouble({ kind }: VoiceOptions, signal: AbortSignal): Promise<string | undefined> {
  if (kind !== 'espeak') return undefined;
  const answer = await askProgram(['espeak-ng', '--version'], signal);
  if (!answer) return 'espeak-ng does not answer';
  const isMissing = answer.exitCode === NOT_FOUND || answer.exitCode === null;
  return isMissing ? 'espeak-ng is not installed' : undefined;
}

/** How `env` ends when there is no such program. */
const NOT_FOUND = 127;

/** A recognizer that listens to a microphone; what it hears is dated by when its sound arrived. */
export function spokenEars(recognizer: Recognizer, microphone: Microphone, clock: Clock): Ears {
  return async function* (expecting, signal) {
    const over = new AbortController();
    const sound = microphone.listen(AbortSignal.any([signal, over.signal]));
    const timeline = new AudioTimeline(clock);
    try {
      for await (const heard of recognizer.recognize(timeline.watch(sound), expecting, signal)) {
        yield heard.type === 'final' ? { ...heard, startedAt: timeline.clockTimeOf(heard.startMs) } : heard;
      }
    } finally {
      over.abort(new Error('nobody listens any more'));
      await timeline.ended();
    }
  };
}

/** Earcons through the speaker. One that cannot be played is no loss: whatever it announces follows in words. */
export function earconPlayer({ clock, speaker }: Stage, signal: AbortSignal): Ports['playEarcon'] {
  return (earcon) => {
    void play(earcon);
  };

  async function play(earcon: Parameters<Ports['playEarcon']>[0]): Promise<void> {
    using _hold = clock.hold();
    try {
      await speaker.play(earconSamples(earcon), signal);
    } catch (error) {
      if (!(error instanceof AudioError) && !signal.aborted) throw error;
    }
  }
}

/** What counted as said, and what is answered, a line each; speech that is not for us leaves no trace. */
export function captions(out: (line: string) => void): Observer {
  return {
    stepped({ event, turn }) {
      if (event.type === 'understood' && turn && event.source === 'voice')
        out(`you: ${event.understanding.text}`);
    },
    saying: (text) => out(`nix: ${text}`),
  };
}
