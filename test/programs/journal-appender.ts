import { fileJournal } from '#journal/journal.ts';

// Appends so many records to a journal: `journal-appender.ts FILE COUNT NAME`.
const [file = '', count = '0', name = ''] = process.argv.slice(2);
const journal = fileJournal(file);
for (let index = 0; index < Number(count); index++) {
  journal.append(
    { type: 'turn', said: `${name} ${index}`, source: 'typed', decision: 'understood', intents: [] },
    Date.now(),
  );
}
