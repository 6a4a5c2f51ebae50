import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** Where things are on this machine: the XDG places, and what the repository brings. */
export interface Paths {
  /** The repository or installed share folder. */
  home: string;
  configFile: string;
  userGrammars: string;
  bundledGrammars: string;
  bundledModel: string;
  /** What was learned from the examples. */
  classifier: string;
  /** Speech models that were fetched, a folder each. */
  models: string;
  /** What can be made again. */
  cache: string;
  /** Journal, remembered names and practice system. */
  state: string;
  journal: string;
  names: string;
  practice: string;
  /** Sockets and locks, mode 0700. */
  runtime: string;
}

export function pathsFrom(environment: Environment): Paths {
  const user = environment.HOME || homedir();
  const home = join(import.meta.dirname, '..', '..');
  const config = join(environment.XDG_CONFIG_HOME || join(user, '.config'), 'ask-nix');
  const state = join(environment.XDG_STATE_HOME || join(user, '.local', 'state'), 'ask-nix');
  return {
    home,
    configFile: join(config, 'config.yaml'),
    userGrammars: join(config, 'grammars'),
    bundledGrammars: join(home, 'grammars', 'en'),
    bundledModel: join(home, 'models', 'en-tiny'),
    classifier: join(home, 'models', 'intents.json'),
    models: join(environment.XDG_DATA_HOME || join(user, '.local', 'share'), 'ask-nix', 'models'),
    cache: join(environment.XDG_CACHE_HOME || join(user, '.cache'), 'ask-nix'),
    state,
    journal: join(state, 'journal.jsonl'),
    names: join(state, 'names.json'),
    practice: join(state, 'practice'),
    runtime: environment.XDG_RUNTIME_DIR ? join(environment.XDG_RUNTIME_DIR, 'ask-nix') : join(state, 'run'),
  };
}
