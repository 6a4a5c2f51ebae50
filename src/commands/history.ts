import type { HistoryEntry } from '#dialogue/event.ts';
import { journalHealth } from '#journal/health.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal } from '#journal/journal.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT } from './command.ts';

/** More than a person wants to hear, few enough to print. */
const MOST_ENTRIES = 1000;

/** What ask-nix changed, newest first; then what the journal has lost, if anything. */
export const history: Command = async ({ args, out, err, paths }) => {
  const { values } = parseFlags(args, { json: { type: 'boolean', default: false } });
  const journal = fileJournal(paths.journal);
  const entries = historyOf(journal, MOST_ENTRIES);
  for (const entry of entries) out(values.json ? JSON.stringify(entry) : lineOf(entry));
  // The newest entries are found at once; that nothing is missing takes reading all of it.
  const { loss, broken } = journalHealth(journal.check());
  if (!values.json && entries.length === 0 && broken === 0) out('Nothing was changed so far.');
  if (loss) err(`ask-nix: ${loss}`);
  if (broken > 0) return EXIT.failed;
  return entries.length === 0 ? EXIT.nothingToDo : EXIT.done;
};

function lineOf({ at, said, outcome, notStarted }: HistoryEntry): string {
  const but = notStarted === undefined ? '' : `, but ${notStarted} did not start`;
  return `${dateOf(at)}  ${outcome.padEnd(10)}  ${said}${but}`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
