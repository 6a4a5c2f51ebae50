import { z } from 'zod';
import { MicrophoneOptions } from '#audio/microphone.ts';
import { SpeakerOptions } from '#audio/speaker.ts';
import { CatalogueOptions } from '#catalogue/sources/options.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { NixOptions } from '#nix/nix.ts';
import { RecognizerOptions } from '#recognition/recognizer.ts';
import { VoiceOptions } from '#voice/voice.ts';

/** All settings, each defined beside the port that it configures. An empty object is a whole configuration. */
export const Config = z.strictObject({
  nix: NixOptions.prefault({ kind: 'practice' }),
  catalogue: CatalogueOptions.prefault({ kind: 'bundled' }),
  /** Nothing is fetched, by nobody: no updates, no tries, no models. */
  offline: z.boolean().default(false),
  microphone: MicrophoneOptions.prefault({ kind: 'device' }),
  recognizer: RecognizerOptions.prefault({ kind: 'vosk' }),
  speaker: SpeakerOptions.prefault({ kind: 'device' }),
  voice: VoiceOptions.prefault({ kind: 'espeak' }),
  dialogue: DialogueSettings.prefault({}),
  verbosity: z.enum(['brief', 'normal', 'detailed']).default('normal'),
});
export type Config = z.infer<typeof Config>;
