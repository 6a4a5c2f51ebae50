import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#base/errors.ts';
import { grammarFingerprint } from '#config/grammar-fingerprint.ts';
import { loadConfig } from '#config/load.ts';
import { catalogueFingerprint } from '#journal/catalogue-fingerprint.ts';
import { journalHealth } from '#journal/health.ts';
import { fileJournal } from '#journal/journal.ts';
import type { Mind } from '#journal/play.ts';
import { EVENTS_FILE } from '#journal/recording.ts';
import { replay as replaySession } from '#journal/replay.ts';
import { type Session, sessionsIn } from '#journal/session.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';
import { type Outcome, outcomeInWords, summaryOf } from './replay-words.ts';

const FLAGS = {
  json: { type: 'boolean', default: false },
  session: { type: 'string' },
  audio: { type: 'boolean', default: false },
  'my-settings': { type: 'boolean', default: false },
} as const;

/**
 * Plays recorded sessions again, of the journal or of a recording, and tells whether all would be decided as it was.
 * With `--audio` the recorded sound is heard again too. Exit 0: the same; 1: something differs; 4: nothing to play.
 */
export const replay: Command = async (context) => {
  const { values, positionals } = parseFlags(context.args, FLAGS);
  if (positionals.length > 1) throw new ConfigError('usage', 'Give one journal or recording to replay.');
  const place = placeOf(positionals[0], context);
  const sessions = chosen(playableIn(place.file, context), values.session);
  const mind = await openMind(context, values['my-settings']);
  const hearAgain = values.audio ? await openHearing(place.folder, mind, context) : undefined;
  await using _hearing = hearAgain;
  const outcomes: Outcome[] = [];
  for (const session of sessions) {
    context.signal.throwIfAborted();
    const sound = hearAgain && (await hearAgain.hear(session));
    const outcome = { ...replaySession(session, mind), ...(sound ? { sound } : {}) };
    outcomes.push(outcome);
    if (values.json) context.out(JSON.stringify(outcome));
    else for (const line of outcomeInWords(outcome)) context.out(line);
  }
  if (!values.json) context.out(summaryOf(outcomes));
  if (outcomes.length === 0) return EXIT.nothingToDo;
  return outcomes.some(differs) ? EXIT.failed : EXIT.done;
};

function differs({ difference, sound }: Outcome): boolean {
  return difference !== undefined || (sound !== undefined && sound.differences.length > 0);
}

/** A recording is a folder; without a name it is the journal. */
function placeOf(name: string | undefined, { paths }: CommandContext): { file: string; folder?: string } {
  if (name === undefined) return { file: paths.journal };
  const stats = statSync(name, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return { file: join(name, EVENTS_FILE), folder: name };
  if (stats) return { file: name };
  throw new ConfigError('unreadable', `There is no recording ${name}.`);
}

function playableIn(file: string, { err }: CommandContext): Session[] {
  const reading = fileJournal(file).read();
  const { loss } = journalHealth(reading);
  if (loss) err(`ask-nix: ${loss}`);
  const sessions = sessionsIn(reading.records);
  const playable = sessions.filter(({ start }) => start !== undefined);
  const older = sessions.length - playable.length;
  if (older > 0) err(`ask-nix: ${older} older sessions were recorded without what it takes to replay them.`);
  return playable;
}

function chosen(sessions: readonly Session[], wanted: string | undefined): readonly Session[] {
  if (wanted === undefined) return sessions.filter(({ happenings }) => happenings.length > 0);
  const found = sessions.filter(({ number }) => String(number) === wanted);
  if (found.length > 0) return found;
  const last = sessions.slice(-5).map(({ number }) => number);
  const known = last.length > 0 ? `The last ones are ${last.join(', ')}.` : 'There are none.';
  throw new ConfigError('usage', `There is no session ${wanted}. ${known}`);
}

async function openMind({ paths, environment }: CommandContext, mySettings: boolean): Promise<Mind> {
  const settings = mySettings ? (await loadConfig(paths.configFile, environment, {})).dialogue : undefined;
  const grammar = await openGrammar(paths);
  const catalogue = openCatalogue(grammar);
  const fingerprints = {
    grammar: grammarFingerprint(grammar),
    catalogue: catalogueFingerprint(catalogue.packages),
  };
  return { grammar, catalogue, fingerprints, settings };
}

/** Ears for the sound of a recording; their code is loaded only when they are wanted. */
async function openHearing(folder: string | undefined, mind: Mind, context: CommandContext) {
  const { openRecordedEars } = await import('./replay-ears.ts');
  if (folder !== undefined) return openRecordedEars(folder, mind, context);
  throw new ConfigError('usage', 'The journal keeps no sound: give the folder of a recording with --audio.');
}
