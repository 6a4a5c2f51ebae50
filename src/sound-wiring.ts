import type { Readable } from 'node:stream';
import type { Microphone, MicrophoneNotice, MicrophoneOptions } from '#audio/microphone.ts';
import * as microphones from '#audio/microphones/index.ts';
import type { Speaker, SpeakerOptions } from '#audio/speaker.ts';
import * as speakers from '#audio/speakers/index.ts';
import type { Clock } from '#base/clock.ts';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import { spokenName } from '#catalogue/package.ts';
import type { Paths } from '#config/paths.ts';
import { expectation } from '#dialogue/expectation.ts';
import type { State } from '#dialogue/state.ts';
import { commandPhrases, expectedPhrases } from '#recognition/phrases.ts';
import type { Expecting, Recognizer, RecognizerOptions } from '#recognition/recognizer.ts';
import * as recognizers from '#recognition/recognizers/index.ts';
import type { SpokenNames } from '#recognition/sample-sentences.ts';
import { completeness } from '#understanding/completeness.ts';
import { DATES, DURATIONS, NUMBERS, spokenAssignments, spokenDescriptions } from '#understanding/examples.ts';
import type { Expectation } from '#understanding/expectation.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import type { Voice, VoiceOptions } from '#voice/voice.ts';
import * as voices from '#voice/voices/index.ts';

// Ears and mouth, apart from the rest of the wiring: who types need not wait for their code to load.

export function openMicrophone(
  options: MicrophoneOptions,
  clock: Clock,
  stdin: Readable,
  more: { tell?: (notice: MicrophoneNotice) => void; standIn?: boolean } = {},
): Promise<Microphone> {
  return microphones.openMicrophone(options, { clock, stdin, ...more });
}

export function openQueuedMicrophone(clock: Clock) {
  return microphones.openQueuedMicrophone({ clock });
}

export function openSpeaker(options: SpeakerOptions, clock: Clock): Promise<Speaker> {
  return speakers.openSpeaker(options, { clock });
}

export function openVoice(
  options: VoiceOptions,
  dependencies: { clock: Clock; speaker: Speaker },
): Promise<Voice> {
  return voices.openVoice(options, dependencies);
}

export async function openRecognizer(
  options: RecognizerOptions,
  clock: Clock,
  paths: Paths,
  log: (text: string) => void,
  signal: AbortSignal,
): Promise<Recognizer & AsyncDisposable> {
  const isVosk = options.kind === 'vosk';
  const found = isVosk ? { ...options, model: await modelFolder(options.model, paths) } : options;
  return recognizers.openRecognizer(found, { clock, log, bundledModel: paths.bundledModel }, signal);
}

/** The folder of the model that `recognizer.model` names, the bundled one without a name. Throws `ModelError`. */
export async function modelFolder(named: string | undefined, paths: Paths): Promise<string> {
  if (named === undefined) return paths.bundledModel;
  const [{ resolveModel }, { openModelPlace }] = await Promise.all([
    import('#models/resolve.ts'),
    import('#models/place.ts'),
  ]);
  return resolveModel(named, openModelPlace(paths));
}

/** What the recognizer is told to expect; the commands' phrases are made once. */
export function expectingIn(grammar: Grammar, catalogue: Catalogue, remembered: NamesNow = () => []) {
  const names = spokenNamesOf(catalogue, remembered());
  const commands = commandPhrases(grammar, names);
  return (expected: Expectation, playing: () => boolean): Expecting => {
    const world = { ...catalogue, installed: [], remembered: remembered() };
    return {
      phrases: expectedPhrases(commands, grammar, names, expected),
      completeness: (text) => completeness(text, grammar, expected, world),
      playing,
    };
  };
}

type NamesNow = () => readonly RememberedName[];

export function expectingFrom(grammar: Grammar, catalogue: Catalogue, remembered?: NamesNow) {
  const expecting = expectingIn(grammar, catalogue, remembered);
  return (state: State, playing: () => boolean) => expecting(expectation(state), playing);
}

function spokenNamesOf(
  { packages, settings, topics }: Catalogue,
  remembered: readonly RememberedName[],
): SpokenNames {
  // Of all of nixpkgs, most of what nobody has a name for is never said either.
  const all = bundledPackages().flatMap(({ attribute }) => packages.byAttribute(attribute) ?? []);
  const chosenFor = (kind: RememberedName['kind']) =>
    remembered.flatMap((name) => (name.kind === kind ? [name.spoken] : []));
  return {
    packages: [
      ...all.flatMap((found) => (found.spoken.length > 0 ? found.spoken : [spokenName(found)])),
      ...chosenFor('package'),
    ],
    topics: [...new Set(all.flatMap(({ keywords }) => keywords))],
    others: {
      services: [...settings.services.flatMap(({ spoken }) => spoken), ...chosenFor('service')],
      options: [...settings.options.flatMap(({ spoken }) => spoken), ...chosenFor('option')],
      remembered: remembered.map(({ spoken }) => spoken),
      assignments: spokenAssignments({ settings }),
      programs: all
        .flatMap(({ programs }) => programs.slice(0, 1))
        .filter((name) => /^[a-z]{3,9}$/.test(name)),
      durations: DURATIONS,
      numbers: NUMBERS,
      dates: DATES,
      descriptions: spokenDescriptions(all.slice(0, 6).map(spokenName)),
      topics: topics.all().flatMap(({ names }) => names),
    },
  };
}
