import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Clock, systemClock } from '#base/clock.ts';
import { ConfigError } from '#base/errors.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import { withOwnNames } from '#catalogue/own-names.ts';
import type { CatalogueSource, Refreshed } from '#catalogue/sources/open-catalogue.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import type { Config } from '#config/config.ts';
import { readEnvironment, wholeEnvironment } from '#config/environment.ts';
import { readGrammar } from '#config/grammars.ts';
import type { Paths } from '#config/paths.ts';
import { lazyClassifier } from '#config/read-classifier.ts';
import { rememberedNames } from '#config/remembered-names.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal, type Journal } from '#journal/journal.ts';
import { type ModelChoice, nixWithModels } from '#models/nix-with-models.ts';
import { lookOnlyWhileLocked } from '#nix/look-only.ts';
import type { Nix } from '#nix/nix.ts';
import { NixPlaces, systemBusSocket, systemProfile } from '#nix/places.ts';
import type { ScreenLock } from '#nix/screen-lock.ts';
import { openNix } from '#nix/systems/index.ts';
import { phrase } from '#phrasing/phrase.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { Voice } from '#voice/voice.ts';
import { nixWithChoice, type SystemChoice } from './choosing-system.ts';
import type { LiveSettings } from './live-settings.ts';
import { offlineNix } from './offline-nix.ts';
import type { Ports } from './ports.ts';
import type { NameMemory } from './remembering.ts';

export { openRehearsedNix } from '#nix/systems/index.ts';

/** What every conversation needs, however it hears and speaks. */
export interface Basics extends Catalogue, AsyncDisposable {
  clock: Clock;
  grammar: Grammar;
  nix: Nix;
  journal: Journal;
  names: NameMemory;
  /** Whether the packages are those of the nixpkgs in use, where they are to be. */
  hasOldPackages(): boolean;
  /** The conversation is over with the answer. */
  isOneShot: boolean;
  /** What becomes of making the list of packages anew; absent: that is not begun. */
  renewing?: Promise<Refreshed>;
}

/** `isOneShot`: the process ends with the answer, so that what it makes ready to try has to stay. */
export async function openBasics(
  config: Config,
  paths: Paths,
  clock: Clock = systemClock,
  isOneShot = false,
): Promise<Basics> {
  const grammar = await openGrammar(paths);
  const source = await openCatalogueSource(config, paths);
  // Made beside us; what is found meanwhile is what there was before.
  const renewing = isOneShot ? undefined : source?.refresh(new AbortController().signal);
  const bundled = bundledCatalogue();
  const catalogue = withOwnNames(source ? { ...bundled, packages: source.packages } : bundled, grammar.names);
  const system = await openSystem(config, paths, catalogue, clock, isOneShot);
  const chosen = nixWithChoice(
    nixWithModels(system, modelChoice(config, paths)),
    systemChoice(config, paths),
  );
  const nix = lookOnlyWhileLocked(config.offline ? offlineNix(chosen) : chosen, openScreen(config));
  return {
    clock,
    ...catalogue,
    grammar,
    nix,
    journal: openJournal(paths),
    names: rememberedNames(paths.names),
    hasOldPackages: () => source !== undefined && source.has() !== 'current',
    isOneShot,
    ...(renewing && { renewing }),
    async [Symbol.asyncDispose]() {
      await system[Symbol.asyncDispose]?.();
    },
  };
}

/** The system that the settings choose. Throws `NixError` when it cannot be used. */
export async function openSystem(
  { nix, offline }: Config,
  paths: Paths,
  catalogue: Catalogue = openCatalogue(),
  clock: Clock = systemClock,
  isOneShot = true,
): Promise<Nix> {
  const tries = { folder: join(paths.runtime, 'try'), keep: isOneShot };
  const shared = { clock, ...catalogue, directory: paths.practice, tries };
  if (nix.kind === 'practice') return openNix(nix, shared);
  const { realSystem } = await import('./real-system.ts');
  const local = await realSystem(nix, paths, clock, !isOneShot);
  return openNix(nix, { ...shared, local: { ...local, offline } });
}

/** The screen before which this process was started; who knows of it is looked for when it is asked. */
export function openScreen({ nix }: Config): ScreenLock {
  return {
    async read(signal) {
      const socket = systemBusSocket(nix.places);
      if (!existsSync(socket)) return { type: 'unknown', why: `There is no message bus at ${socket}.` };
      const { logindScreen } = await import('#nix/services/logind.ts');
      const login = readEnvironment().XDG_SESSION_ID;
      const asker = { pid: process.pid, uid: process.getuid?.() ?? 0, login };
      return logindScreen(socket, asker).read(signal);
    },
  };
}

/** Which system we work on, and how that is changed. */
function systemChoice({ nix }: Config, { configFile }: Paths): SystemChoice {
  const places = nix.kind === 'local' ? nix.places : NixPlaces.parse({});
  return {
    profile: systemProfile(places),
    async use(system) {
      const { changeSettings } = await import('#config/change.ts');
      await changeSettings(configFile, [{ path: 'nix.kind', value: system }]);
    },
  };
}

/** Which model we hear with, and how it is changed. */
function modelChoice({ recognizer }: Config, { home, models, bundledModel, configFile }: Paths): ModelChoice {
  let inUse = (recognizer.kind === 'vosk' ? recognizer.model : undefined) ?? basename(bundledModel);
  const environment = readEnvironment();
  return {
    home,
    models,
    environment,
    inUse: () => inUse,
    async use(name) {
      if (environment.ASK_NIX_MODEL)
        throw new ConfigError('unwritable', 'ASK_NIX_MODEL is set, and overrules the model that is chosen.');
      const { changeSettings } = await import('#config/change.ts');
      await changeSettings(configFile, [{ path: 'recognizer.model', value: name }]);
      inUse = name;
    },
  };
}

/** The packages of the nixpkgs in use, where the settings say how they are found out; undefined: those that we bring. */
export async function openCatalogueSource(
  { catalogue: options, nix, offline }: Config,
  { cache }: Paths,
): Promise<CatalogueSource | undefined> {
  if (nix.kind === 'practice' || options.kind === 'bundled') return undefined;
  const { catalogueSource } = await import('#catalogue/sources/open-catalogue.ts');
  const { packages: bundled } = bundledCatalogue();
  const environment = wholeEnvironment();
  return catalogueSource({ options, places: nix.places, cache, environment, offline, bundled });
}

export function openJournal({ journal }: Paths): Journal {
  return fileJournal(journal);
}

/** What we bring, and what it is called in `grammar` besides. */
export function openCatalogue(grammar?: Pick<Grammar, 'names'>): Catalogue {
  return withOwnNames(bundledCatalogue(), grammar?.names ?? []);
}

export async function openGrammar(paths: Paths): Promise<Grammar> {
  const folders = [paths.bundledGrammars, paths.userGrammars];
  const grammar = await readGrammar(folders, join(paths.cache, 'grammar'));
  return { ...grammar, classifier: lazyClassifier(paths.classifier) };
}

/** `playEarcon` is left out where there is nothing to hear it with. */
export function portsFrom(
  basics: Basics,
  voice: Voice,
  live: LiveSettings,
  playEarcon: Ports['playEarcon'] = () => {},
): Ports {
  const { clock, packages, settings, topics, grammar, nix, journal } = basics;
  const names = spokenNames(basics);
  return {
    clock,
    nix,
    voice,
    packages,
    settings,
    topics,
    grammar,
    phrase: (reply) =>
      phrase(reply, live.now.verbosity, {
        ...names,
        now: clock.now(),
        hasOldPackages: basics.hasOldPackages,
        isOneShot: basics.isOneShot,
      }),
    playEarcon,
    adjust: live.adjust,
    names: basics.names,
    readHistory: (count) => historyOf(journal, count),
  };
}
