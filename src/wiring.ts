import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Microphone, MicrophoneOptions } from '#audio/microphone.ts';
import {
  openMicrophone as openMicrophoneOf,
  openQueuedMicrophone as openQueued,
} from '#audio/microphones/index.ts';
import type { Speaker, SpeakerOptions } from '#audio/speaker.ts';
import { openSpeaker as openSpeakerOf } from '#audio/speakers/index.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import { type PackageIndex, spokenName } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import type { Config } from '#config/config.ts';
import { readGrammar } from '#config/grammars.ts';
import type { Paths } from '#config/paths.ts';
import { expectation } from '#dialogue/expectation.ts';
import type { State } from '#dialogue/state.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal, type Journal } from '#journal/journal.ts';
import type { Nix } from '#nix/nix.ts';
import { openNix, openRehearsedNix } from '#nix/systems/index.ts';

export { openRehearsedNix };

import { phrase } from '#phrasing/phrase.ts';
import { commandPhrases, expectedPhrases } from '#recognition/phrases.ts';
import type { Expecting, Recognizer, RecognizerOptions } from '#recognition/recognizer.ts';
import { openRecognizer as openRecognizerOf } from '#recognition/recognizers/index.ts';
import type { SpokenNames } from '#recognition/sample-sentences.ts';
import { completeness } from '#understanding/completeness.ts';
import type { Expectation } from '#understanding/expectation.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { Voice, VoiceOptions } from '#voice/voice.ts';
import { openVoice as openVoiceOf } from '#voice/voices/index.ts';
import type { Ports } from './assistant.ts';

/** What every conversation needs, however it hears and speaks. */
export interface Basics {
  clock: Clock;
  packages: PackageIndex;
  grammar: Grammar;
  nix: Nix;
  journal: Journal;
}

export async function openBasics(config: Config, paths: Paths, clock: Clock = systemClock): Promise<Basics> {
  const packages = openCatalogue();
  const grammar = await openGrammar(paths);
  const nix = await openNix(config.nix, { clock, packages, directory: paths.practice });
  return { clock, packages, grammar, nix, journal: fileJournal(paths.journal) };
}

export function openCatalogue(): PackageIndex {
  return packageIndex(bundledPackages());
}

export function openGrammar(paths: Paths): Promise<Grammar> {
  return readGrammar([paths.bundledGrammars, paths.userGrammars], join(paths.cache, 'grammar'));
}

/** `playEarcon` is left out where there is nothing to hear it with. */
export function portsFrom(
  basics: Basics,
  voice: Voice,
  config: Config,
  playEarcon: Ports['playEarcon'] = () => {},
): Ports {
  const { clock, packages, grammar, nix, journal } = basics;
  return {
    clock,
    nix,
    voice,
    packages,
    grammar,
    phrase: (reply) => phrase(reply, config.verbosity, { names: namesFrom(packages), now: clock.now() }),
    playEarcon,
    readHistory: (count) => historyOf(journal, count),
  };
}

/** How an attribute is said. */
export function namesFrom(packages: PackageIndex): (attribute: string) => string {
  return (attribute) => {
    const found = packages.byAttribute(attribute);
    return found ? spokenName(found) : attribute.replaceAll(/[-_.]+/g, ' ');
  };
}

/** What the recognizer is told to expect; the commands' phrases are made once. */
export function expectingIn(grammar: Grammar, packages: PackageIndex) {
  const names = spokenNamesOf(packages);
  const commands = commandPhrases(grammar, names);
  const world = { packages, installed: [] };
  return (expected: Expectation, playing: () => boolean): Expecting => ({
    phrases: expectedPhrases(commands, grammar, names, expected),
    completeness: (text) => completeness(text, grammar, expected, world),
    playing,
  });
}

export function expectingFrom(grammar: Grammar, packages: PackageIndex) {
  const expecting = expectingIn(grammar, packages);
  return (state: State, playing: () => boolean) => expecting(expectation(state), playing);
}

function spokenNamesOf(packages: PackageIndex): SpokenNames {
  const all = packages.all();
  return {
    packages: all.flatMap((found) => (found.spoken.length > 0 ? found.spoken : [spokenName(found)])),
    topics: [...new Set(all.flatMap(({ keywords }) => keywords))],
  };
}

export const printedVoice: Voice = { audible: false, say: async () => {} };

export function openMicrophone(
  options: MicrophoneOptions,
  clock: Clock,
  stdin: Readable,
): Promise<Microphone> {
  return openMicrophoneOf(options, { clock, stdin });
}

export function openQueuedMicrophone(clock: Clock) {
  return openQueued({ clock });
}

export function openSpeaker(options: SpeakerOptions, clock: Clock): Promise<Speaker> {
  return openSpeakerOf(options, { clock });
}

export function openVoice(
  options: VoiceOptions,
  dependencies: { clock: Clock; speaker: Speaker },
): Promise<Voice> {
  return openVoiceOf(options, dependencies);
}

export function openRecognizer(
  options: RecognizerOptions,
  clock: Clock,
  { bundledModel }: Paths,
  log: (text: string) => void,
): Promise<Recognizer & AsyncDisposable> {
  return openRecognizerOf(options, { clock, log, bundledModel });
}
