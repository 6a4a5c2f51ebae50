import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#base/errors.ts';
import { loadConfig } from '#config/load.ts';
import { describeDecision } from '#journal/decision.ts';
import { journalHealth } from '#journal/health.ts';
import { fileJournal } from '#journal/journal.ts';
import type { Mind } from '#journal/play.ts';
import { type Difference, type Replayed, replay as replaySession } from '#journal/replay.ts';
import { type Session, sessionsIn } from '#journal/session.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';

const FLAGS = {
  json: { type: 'boolean', default: false },
  session: { type: 'string' },
  'my-settings': { type: 'boolean', default: false },
} as const;

/**
 * Plays recorded sessions again, of the journal or of a recording, and tells whether all would be decided as it was: 0
 * the same, 1 something differs, 4 nothing to play.
 */
export const replay: Command = async (context) => {
  const { values, positionals } = parseFlags(context.args, FLAGS);
  if (positionals.length > 1) throw new ConfigError('usage', 'Give one journal or recording to replay.');
  const reading = fileJournal(fileFrom(positionals[0], context)).read();
  const { loss } = journalHealth(reading);
  if (loss) context.err(`ask-nix: ${loss}`);
  const sessions = chosen(sessionsIn(reading.records), values.session);
  const playable = sessions.filter(({ start }) => start !== undefined);
  if (playable.length < sessions.length)
    context.err(
      `ask-nix: ${sessions.length - playable.length} older sessions were not recorded to be replayed.`,
    );
  const mind = await openMind(context, values['my-settings']);
  const results: Replayed[] = [];
  for (const session of playable) {
    context.signal.throwIfAborted();
    const result = replaySession(session, mind);
    results.push(result);
    if (values.json) context.out(JSON.stringify(result));
    else if (result.utterances > 0 || values.session !== undefined) tellResult(result, context);
  }
  const different = results.filter(({ difference }) => difference).length;
  if (!values.json) context.out(summary(results, different));
  if (results.length === 0) return EXIT.nothingToDo;
  return different > 0 ? EXIT.failed : EXIT.done;
};

/** A recording is a folder; without a name it is the journal. */
function fileFrom(name: string | undefined, { paths }: CommandContext): string {
  const file = name ?? paths.journal;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats && name !== undefined) throw new ConfigError('unreadable', `There is no recording ${name}.`);
  return stats?.isDirectory() ? join(file, 'events.jsonl') : file;
}

function chosen(sessions: readonly Session[], wanted: string | undefined): readonly Session[] {
  if (wanted === undefined) return sessions;
  const found = sessions.filter(({ number }) => String(number) === wanted);
  if (found.length > 0) return found;
  const known = sessions.slice(-5).map(({ number }) => number);
  throw new ConfigError(
    'usage',
    `There is no session ${wanted}. ${known.length > 0 ? `The last ones are ${known.join(', ')}.` : 'There are none.'}`,
  );
}

async function openMind({ paths, environment }: CommandContext, mySettings: boolean): Promise<Mind> {
  const settings = mySettings ? (await loadConfig(paths.configFile, environment, {})).dialogue : undefined;
  return { grammar: await openGrammar(paths), catalogue: openCatalogue(), settings };
}

function tellResult({ session, at, ears, utterances, difference }: Replayed, { out }: CommandContext): void {
  const what = `Session ${session}, ${dateOf(at)}, ${ears}, ${utterances} utterances`;
  out(`${what}: ${difference ? 'differs' : 'the same'}.`);
  if (difference) for (const line of differenceInWords(difference)) out(`  ${line}`);
}

function differenceInWords({ event, at, said, type, was, is }: Difference): string[] {
  return [
    `Event ${event}, ${dateOf(at)}: ${said === undefined ? type : `"${said}"`}`,
    `then: ${describeDecision(was)}`,
    `now:  ${describeDecision(is)}`,
  ];
}

function summary(results: readonly Replayed[], different: number): string {
  if (results.length === 0) return 'There is no session to play again.';
  const utterances = results.reduce((sum, result) => sum + result.utterances, 0);
  const played = `${results.length} sessions with ${utterances} utterances played again`;
  return different === 0 ? `${played}: all decided the same.` : `${played}: ${different} differ.`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
