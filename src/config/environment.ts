/** The environment variables that ask-nix knows; nothing else of the environment is read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The only reader of `process.env`. */
export function readEnvironment(): Environment {
  // biome-ignore lint/style/noProcessEnv: the one place that reads it
  return process.env;
}

/** The whole of it, for programs that are run. */
export function wholeEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readEnvironment()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Variable → path of the setting that it overrides, and what it holds. */
export const SETTING_VARIABLES: Readonly<
  Record<string, readonly [section: string, key: string, holds?: 'number']>
> = {
  ASK_NIX_MODEL: ['recognizer', 'model'],
  ASK_NIX_MICROPHONE: ['microphone', 'device'],
  ASK_NIX_RECORDER: ['microphone', 'recorder'],
  ASK_NIX_VOICE: ['voice', 'kind'],
  ASK_NIX_RATE: ['voice', 'rate', 'number'],
  ASK_NIX_VOLUME: ['voice', 'volume', 'number'],
  ASK_NIX_SPEAKER: ['speaker', 'kind'],
  ASK_NIX_PACE: ['nix', 'pace', 'number'],
  ASK_NIX_FAIL: ['nix', 'fail'],
  ASK_NIX_MODE: ['dialogue', 'mode'],
};
