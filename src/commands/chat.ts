import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '#base/clock.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { loadConfig } from '#config/load.ts';
import { openRecording } from '#journal/recording.ts';
import { liveSettings } from '#live-settings.ts';
import { printedVoice } from '#voice/printed-voice.ts';
import { openBasics } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT } from './command.ts';
import { openConversation } from './conversation.ts';
import { tellOfPackages } from './tell-of-packages.ts';
import { hasAnswered, isAtRest, TurnWatch } from './turn-watch.ts';
import { typedEars } from './typed-ears.ts';

/**
 * The conversation, typed. At a terminal, time is real and one can ask on while work goes on; lines from a pipe wait
 * for what the line before set off.
 */
export const chat: Command = async ({ args, stdin, out, err, isTerminal, environment, paths, signal }) => {
  const { values } = parseFlags(args, { record: { type: 'string' } });
  const config = await loadConfig(paths.configFile, environment, {}, err);
  const clock = isTerminal || config.nix.kind !== 'practice' ? systemClock : new VirtualClock(Date.now());
  await using basics = await openBasics(config, paths, clock);
  tellOfPackages(basics, (line) => err(`ask-nix: ${line}`));
  const watch = new TurnWatch();
  const observers = [watch, { saying: out }];
  using recording = values.record === undefined ? undefined : openRecording(resolve(values.record));
  const assistant = openConversation({
    basics,
    live: liveSettings(config, { paths, environment }),
    ears: 'terminal',
    voice: printedVoice,
    observers,
    recording,
  });
  assistant.announce({
    type: 'greeting',
    system: basics.nix.system,
    ears: 'terminal',
    mode: config.dialogue.mode,
    smallModel: false,
  });
  const lines = createInterface({ input: stdin, terminal: false });
  const ears = typedEars(lines, clock, { watch, isOver: isTerminal ? hasAnswered : isAtRest });
  await assistant.converse(ears, signal);
  lines.close();
  return EXIT.done;
};
