import { listMicrophones, listSpeakers } from '#audio/list-devices.ts';
import { systemClock } from '#base/clock.ts';
import { AskNixError } from '#base/errors.ts';
import { Config } from '#config/config.ts';
import { loadConfig } from '#config/load.ts';
import { checkFiles } from '#doctor/check-files.ts';
import { checkKeys, checkMicrophone, checkRecorder } from '#doctor/check-hearing.ts';
import { checkDisk, checkNode } from '#doctor/check-machine.ts';
import { checkModel } from '#doctor/check-model.ts';
import { checkScreen } from '#doctor/check-screen.ts';
import { checkGrammar, checkSettings } from '#doctor/check-settings.ts';
import { checkSpeaker, checkVoice } from '#doctor/check-speaking.ts';
import { checkJournal, checkSystem } from '#doctor/check-system.ts';
import { type Checks, examine } from '#doctor/examine.ts';
import { type Finding, overall } from '#doctor/finding.ts';
import { openMicrophone, openRecognizer, openSpeaker } from '#sound-wiring.ts';
import type { Voice } from '#voice/voice.ts';
import { openCatalogueSource, openGrammar, openJournal, openScreen, openSystem } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';
import { openWorkingSpeaker, openWorkingVoice } from './spoken.ts';

/** Looks whether everything that ask-nix needs works; prints, speaks, and its exit code tells. */
export const doctor: Command = async (context) => {
  const { values } = parseFlags(context.args, { json: { type: 'boolean', default: false } });
  const config = await usableConfig(context);
  const findings: Finding[] = [];
  const voice = values.json ? undefined : await voiceFor(config, context);
  const checks = await checksOf(config, context, async () => {
    if (values.json) return;
    context.out(INVITATION);
    await voice?.say(INVITATION, { urgency: 'message' }, context.signal);
  });
  for await (const finding of examine(checks, context.signal)) {
    findings.push(finding);
    if (values.json) continue;
    context.out(line(finding));
    if (finding.status !== 'ok') await voice?.say(spoken(finding), { urgency: 'message' }, context.signal);
  }
  const status = overall(findings);
  if (values.json) context.out(JSON.stringify({ status, checks: findings }));
  else {
    context.out(CONCLUSIONS[status]);
    await voice?.say(CONCLUSIONS[status], { urgency: 'message' }, context.signal);
  }
  return status === 'failed' ? EXIT.failed : EXIT.done;
};

const INVITATION = 'Say something now, as you would to me.';
const CONCLUSIONS = {
  ok: 'All is well.',
  degraded: 'It works, and could work better.',
  failed: 'Something does not work.',
} as const;

/** Wrong settings are a finding, and must not keep us from looking at the rest. */
async function usableConfig({ paths, environment }: CommandContext): Promise<Config> {
  try {
    return await loadConfig(paths.configFile, environment, {});
  } catch (error) {
    if (!(error instanceof AskNixError)) throw error;
    return Config.parse({});
  }
}

/** The voice if it works; what does not is found by the checks. */
async function voiceFor(config: Config, { signal }: CommandContext): Promise<Voice | undefined> {
  const speaker = await openWorkingSpeaker(config.speaker, () => {}, signal);
  if (!speaker.audible) return undefined;
  return openWorkingVoice(config.voice, { clock: systemClock, speaker }, () => {}, signal);
}

async function checksOf(
  config: Config,
  context: CommandContext,
  invite: () => Promise<void>,
): Promise<Checks> {
  const { paths, environment, stdin } = context;
  const { recognizer, microphone, nix } = config;
  const model = recognizer.kind === 'vosk' ? recognizer.model : undefined;
  const level = {
    open: () => openMicrophone(microphone, systemClock, stdin),
    clock: systemClock,
    begin: invite,
  };
  const ofRealSystem =
    nix.kind === 'local'
      ? (await import('./real-checks.ts')).realChecks(nix, paths, systemClock, () =>
          openCatalogueSource(config, paths),
        )
      : {};
  return {
    ...ofRealSystem,
    node: () => checkNode(process.versions.node),
    settings: () => checkSettings(() => loadConfig(paths.configFile, environment, {})),
    grammar: () => checkGrammar(() => openGrammar(paths)),
    files: () => checkFiles(paths, process.getuid?.()),
    disk: () => checkDisk(paths.state),
    journal: () => checkJournal(openJournal(paths)),
    system: async (signal) => checkSystem(await openSystem(config, paths), signal),
    screen: async (signal) => checkScreen(await openScreen(config).read(signal)),
    recorder: async (signal) => {
      const recorder = microphone.kind === 'device' ? microphone.recorder : 'auto';
      // rec has no list of its own, and hears what is usual.
      return checkRecorder(microphone, await listMicrophones(recorder === 'rec' ? 'auto' : recorder, signal));
    },
    microphone: (signal) => checkMicrophone(microphone, level, signal),
    model: (signal) =>
      checkModel(
        () => openRecognizer(recognizer, systemClock, paths, () => {}, signal),
        { name: model ?? 'en-tiny', isBundled: model === undefined },
        signal,
      ),
    speaker: async (signal) =>
      checkSpeaker(await openSpeaker(config.speaker, systemClock), await listSpeakers(signal), signal),
    voice: (signal) => checkVoice(config.voice, signal),
    keys: () => checkKeys(config.dialogue.mode),
  };
}

function line({ check, status, message, remedy }: Finding): string {
  const start = `${status.padEnd(8)}  ${check}: ${message}`;
  return remedy === undefined ? start : `${start} ${remedy}`;
}

function spoken({ check, message, remedy }: Finding): string {
  return `${check}: ${message} ${remedy ?? ''}`;
}
