import { historyOf } from '#journal/history.ts';
import { fileJournal } from '#journal/journal.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT } from './command.ts';

/** More than a person wants to hear, few enough to print. */
const MOST_ENTRIES = 1000;

/** What ask-nix changed, newest first. */
export const history: Command = async ({ args, out, err, paths }) => {
  const { values } = parseFlags(args, { json: { type: 'boolean', default: false } });
  const journal = fileJournal(paths.journal);
  const { broken } = journal.read();
  if (broken.length > 0)
    err(`ask-nix: the journal is damaged at ${broken.length} places; what is told may not be all.`);
  const entries = historyOf(journal, MOST_ENTRIES);
  if (values.json) for (const entry of entries) out(JSON.stringify(entry));
  else if (entries.length === 0 && broken.length === 0) out('Nothing was changed so far.');
  else for (const { at, said, outcome } of entries) out(`${dateOf(at)}  ${outcome.padEnd(9)}  ${said}`);
  if (broken.length > 0) return EXIT.failed;
  return entries.length === 0 ? EXIT.nothingToDo : EXIT.done;
};

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
