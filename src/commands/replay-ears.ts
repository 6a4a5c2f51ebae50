import { systemClock } from '#base/clock.ts';
import { ConfigError } from '#base/errors.ts';
import { loadConfig } from '#config/load.ts';
import type { Mind } from '#journal/play.ts';
import { readRecordedSound } from '#journal/recorded-sound.ts';
import { type HeardAgain, replaySound } from '#journal/replay-sound.ts';
import type { Session } from '#journal/session.ts';
import { expectingFrom, openRecognizer } from '#sound-wiring.ts';
import type { CommandContext } from './command.ts';

interface RecordedEars extends AsyncDisposable {
  hear(session: Session): Promise<HeardAgain>;
}

/** The recognizer of today's settings, and the sound of a recording for it. */
export async function openRecordedEars(
  folder: string,
  mind: Mind,
  { paths, environment, err, signal }: CommandContext,
): Promise<RecordedEars> {
  const sound = await readRecordedSound(folder);
  if (sound.length === 0) throw new ConfigError('usage', `There is no sound in ${folder}.`);
  const config = await loadConfig(paths.configFile, environment, {});
  const tell = (line: string) => err(`ask-nix: ${line}`);
  const recognizer = await openRecognizer(config.recognizer, systemClock, paths, tell, signal);
  const expecting = expectingFrom(mind.grammar, mind.catalogue);
  return {
    hear: (session) => replaySound(session, mind, sound, { recognizer, expecting }, signal),
    [Symbol.asyncDispose]: () => recognizer[Symbol.asyncDispose](),
  };
}
