import type { Device } from '#audio/devices.ts';
import { ConfigError } from '#base/errors.ts';
import type { Config } from '#config/config.ts';
import type { Environment } from '#config/environment.ts';
import type { Paths } from '#config/paths.ts';
import type { Ports } from './ports.ts';

/** The settings of a session, which its user changes while it goes on. */
export interface LiveSettings {
  readonly now: Config;
  adjust: Ports['adjust'];
}

/** Where settings are kept, and who is told of others. */
export interface SettingsKeeper {
  paths: Paths;
  environment: Environment;
  /** Takes a new voice or microphone into use; the settings before are still in force if it throws. */
  apply?(next: Config, before: Config, signal: AbortSignal): Promise<void>;
}

export function liveSettings(config: Config, { paths, environment, apply }: SettingsKeeper): LiveSettings {
  let now = config;
  let last: Promise<unknown> = Promise.resolve();

  const fulfil: Ports['adjust'] = async (adjustment, signal) => {
    signal.throwIfAborted();
    // Few sessions change a setting, and every session starts.
    const { adjust } = await import('#config/adjust.ts');
    const result = await adjust(adjustment, now, {
      paths,
      environment,
      choices: (kind) => choicesOf(kind, now, signal),
      apply: async (next) => apply?.(next, now, signal),
    });
    now = result.config;
    return { outcome: result.outcome, settings: now.dialogue };
  };

  return {
    get now() {
      return now;
    },
    async adjust(adjustment, signal) {
      if (adjustment.kind === 'mode' && adjustment.mode === 'talk')
        throw new ConfigError('not-yet', 'Push-to-talk is not yet built. Choose wake or always.');
      // One after the other: each begins with what the one before has made of the settings.
      const fulfilled = last.then(() => fulfil(adjustment, signal));
      last = fulfilled.catch(() => {});
      return fulfilled;
    },
  };
}

async function choicesOf(
  kind: 'voice' | 'microphone',
  { voice, microphone }: Config,
  signal: AbortSignal,
): Promise<readonly Device[]> {
  if (kind === 'microphone') {
    const recorder = microphone.kind === 'device' ? microphone.recorder : 'auto';
    return (await import('#audio/list-devices.ts')).listMicrophones(recorder, signal);
  }
  const voices = await (await import('#voice/list-voices.ts')).listEspeakVoices(signal);
  const inUse = voice.kind === 'espeak' ? voice.name : undefined;
  return voices.map(({ id, name }) => ({ id, name, isDefault: id === inUse }));
}
