import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { MicrophoneOptions } from '#audio/microphone.ts';
import { replaceableMicrophone } from '#audio/replaceable-microphone.ts';
import type { Speaker } from '#audio/speaker.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { ConfigError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Config } from '#config/config.ts';
import { loadConfig, type Written } from '#config/load.ts';
import type { Journal } from '#journal/journal.ts';
import { openRecording, type Recording } from '#journal/recording.ts';
import { liveSettings } from '#live-settings.ts';
import type { Observer } from '#ports.ts';
import { expectingFrom, openMicrophone, openRecognizer } from '#sound-wiring.ts';
import { replaceableVoice } from '#voice/replaceable-voice.ts';
import { openBasics } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';
import { openConversation } from './conversation.ts';
import {
  captions,
  earconPlayer,
  openChosenVoice,
  openWorkingSpeaker,
  openWorkingVoice,
  type Stage,
  spokenEars,
  stageForRecordings,
} from './spoken.ts';
import { tellOfPackages } from './tell-of-packages.ts';

const FLAGS = {
  wav: { type: 'string' },
  mode: { type: 'string' },
  'say-to': { type: 'string' },
  record: { type: 'string' },
} as const;

/** The voice loop: hears a microphone, or a file as if it were spoken, until goodbye, its end or Ctrl-C. */
export const listen: Command = async (context) => {
  const { values, positionals } = parseFlags(context.args, FLAGS);
  if (positionals.length > 0)
    throw new ConfigError('usage', `listen takes flags only, not "${positionals.join(' ')}".`);
  const config = await loadConfig(
    context.paths.configFile,
    context.environment,
    flagSettings(values),
    context.err,
  );
  if (config.dialogue.mode === 'talk') {
    throw new ConfigError(
      'not-yet',
      'Push-to-talk is not yet built. Choose another mode: ask-nix config set dialogue.mode wake.',
    );
  }
  refuseSameFile(config);
  const isRecording = config.microphone.kind === 'wav';
  using _alone = isRecording ? undefined : onlyListener(context);
  const tell = (line: string) => context.err(`ask-nix: ${line}`);
  const stage = isRecording
    ? await stageForRecordings(config.speaker, tell, context.signal)
    : { clock: systemClock, speaker: openWorkingSpeaker(config.speaker, tell, context.signal) };
  using recording = values.record === undefined ? undefined : openRecording(resolve(values.record));
  const heardToTheEnd = await converseAloud(context, config, stage, recording, tell);
  return heardToTheEnd ? EXIT.done : EXIT.failed;
};

/**
 * False when the ears failed: no recorder, or a recognizer that was given up. What takes longest, the recognizer's model and a
 * loudspeaker that is tried, is begun first.
 */
async function converseAloud(
  context: CommandContext,
  config: Config,
  { clock, speaker: opening }: { clock: Clock; speaker: Speaker | Promise<Speaker> },
  recording: Recording | undefined,
  tell: (line: string) => void,
): Promise<boolean> {
  // What happens to the recognizer is said by the assistant as soon as there is one.
  let say = tell;
  await using recognizer = begun(
    openRecognizer(config.recognizer, clock, context.paths, (text) => say(text), context.signal),
  );
  const speaker = Promise.resolve(opening);
  speaker.catch(() => {});
  let failed = false;
  const earsWatch: Observer = {
    stepped({ event }) {
      failed ||= event.type === 'failed' && event.task === 'ears';
    },
  };
  await using basics = await openBasics(config, context.paths, clock);
  tellOfPackages(basics, tell);
  // Said by the assistant, too, as soon as there is one.
  let notice = tell;
  const open = (options: MicrophoneOptions, standIn: boolean) =>
    openMicrophone(options, clock, context.stdin, { tell: ({ message }) => notice(message), standIn });
  const switched = replaceableMicrophone(await open(config.microphone, true), clock);
  const microphone = recording?.tapped(switched) ?? switched;
  const stage: Stage = { clock, speaker: await speaker };
  const voice = replaceableVoice(await openWorkingVoice(config.voice, stage, tell, context.signal));
  const live = liveSettings(config, {
    ...context,
    async apply(next, before, signal) {
      if (!isDeepStrictEqual(next.voice, before.voice))
        voice.replaceBy(await openChosenVoice(next.voice, stage, signal));
      if (!isDeepStrictEqual(next.microphone, before.microphone))
        await switched.replaceBy(await open(next.microphone, false), signal);
    },
  });
  const expecting = expectingFrom(basics.grammar, basics, basics.names.now);
  const ready = await recognizer.opened;
  const ears = config.microphone.kind === 'wav' ? 'recording' : 'microphone';
  const smallModel = usesBundledModel(config) && isBeginner(basics.journal);
  const assistant = openConversation({
    basics,
    live,
    ears,
    voice,
    observers: [captions(context.out), earsWatch],
    recording,
    expecting,
    playEarcon: earconPlayer(stage, context.signal),
  });
  notice = (message) => assistant.announce({ type: 'notice', message });
  say = (message) => assistant.announce({ type: 'trouble', where: 'ears', code: 'died', message });
  if (ears === 'microphone') {
    const { system } = basics.nix;
    const { mode } = config.dialogue;
    assistant.announce({ type: 'greeting', system, ears, mode, smallModel });
  }
  await assistant.converse(spokenEars(ready, microphone, clock), context.signal);
  return !failed;
}

/** What is opened while other things are; disposed of even when nobody came to need it. */
function begun<Opened extends AsyncDisposable>(opened: Promise<Opened>) {
  const ended = opened.then(
    (found) => found,
    () => undefined,
  );
  return {
    opened,
    async [Symbol.asyncDispose]() {
      await (await ended)?.[Symbol.asyncDispose]();
    },
  };
}

function flagSettings(values: { wav?: string; mode?: string; 'say-to'?: string }): Written {
  const { wav, mode = wav === undefined ? undefined : 'always', 'say-to': sayTo } = values;
  return {
    ...(wav === undefined ? {} : { microphone: { kind: 'wav', file: wav } }),
    ...(mode === undefined ? {} : { dialogue: { mode } }),
    ...(sayTo === undefined ? {} : { speaker: { kind: 'wav', file: sayTo } }),
  };
}

/** What is said would overwrite what is still to be heard. */
function refuseSameFile({ microphone, speaker }: Config): void {
  if (microphone.kind !== 'wav' || speaker.kind !== 'wav') return;
  if (resolve(microphone.file) !== resolve(speaker.file)) return;
  throw new ConfigError(
    'usage',
    'The file that is heard cannot take what is said: give --say-to another name.',
  );
}

/** Two programs at one microphone would both answer. */
function onlyListener({ paths, err }: CommandContext): Disposable | undefined {
  const lock = lockIn(paths.runtime, err);
  if (!lock || Symbol.dispose in lock) return lock;
  throw new ConfigError(
    'already-running',
    `ask-nix is listening already, as process ${lock.heldBy}. Stop that one first.`,
  );
}

/** A full disk, or one that can only be read, is no reason not to listen. */
function lockIn(folder: string, err: (line: string) => void): ReturnType<typeof takeLock> | undefined {
  try {
    return takeLock(join(folder, 'listening.lock'));
  } catch (error) {
    err(`ask-nix: I cannot tell whether I am listening elsewhere: ${folder}: ${sayDiskTrouble(error)}.`);
    return undefined;
  }
}

/** Records of one who has long been here: so many are looked at, and not a journal of years. */
const MANY_RECORDS = 300;

/** Has not listened before, as far as the end of the journal tells. One that cannot be read tells nothing. */
function isBeginner(journal: Journal): boolean {
  let seen = 0;
  try {
    for (const { entry } of journal.newestFirst()) {
      seen++;
      if (seen > MANY_RECORDS || (entry.type === 'started' && entry.ears === 'microphone')) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

function usesBundledModel({ recognizer }: Config): boolean {
  return recognizer.kind === 'vosk' && recognizer.model === undefined;
}
