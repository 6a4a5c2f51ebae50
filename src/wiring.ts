import { join } from 'node:path';
import { type Clock, systemClock } from '#base/clock.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import type { Config } from '#config/config.ts';
import { readGrammar } from '#config/grammars.ts';
import type { Paths } from '#config/paths.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal, type Journal } from '#journal/journal.ts';
import type { Nix } from '#nix/nix.ts';
import { openNix } from '#nix/systems/index.ts';
import { phrase } from '#phrasing/phrase.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { Voice } from '#voice/voice.ts';
import { type Adjustable, adjuster, nothingToAdjust } from './adjusting.ts';
import type { Ports } from './ports.ts';

export { openRehearsedNix } from '#nix/systems/index.ts';

/** What every conversation needs, however it hears and speaks. */
export interface Basics extends Catalogue {
  clock: Clock;
  grammar: Grammar;
  nix: Nix;
  journal: Journal;
}

export async function openBasics(config: Config, paths: Paths, clock: Clock = systemClock): Promise<Basics> {
  const catalogue = openCatalogue();
  const grammar = await openGrammar(paths);
  const nix = await openSystem(config, paths, catalogue, clock);
  return { clock, ...catalogue, grammar, nix, journal: openJournal(paths) };
}

/** The system that the settings choose. Throws `NixError` when it cannot be used. */
export function openSystem(
  { nix }: Config,
  paths: Paths,
  catalogue: Catalogue = openCatalogue(),
  clock: Clock = systemClock,
): Promise<Nix> {
  return openNix(nix, { clock, ...catalogue, directory: paths.practice });
}

export function openJournal({ journal }: Paths): Journal {
  return fileJournal(journal);
}

export function openCatalogue(): Catalogue {
  return bundledCatalogue();
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
  const { clock, packages, settings, grammar, nix, journal } = basics;
  const names = spokenNames(basics);
  const session: Adjustable = { dialogue: config.dialogue, verbosity: config.verbosity };
  return {
    clock,
    nix,
    voice,
    packages,
    settings,
    grammar,
    phrase: (reply) => phrase(reply, session.verbosity, { ...names, now: clock.now() }),
    playEarcon,
    adjust: adjuster(session, nothingToAdjust),
    readHistory: (count) => historyOf(journal, count),
  };
}
