import type { Readable } from 'node:stream';

const MOST_LETTERS = 2000;

/** Reads all that a program complains of, and gives its last line that says something. */
export function lastWords(complaints: Readable): () => string {
  let end = '';
  complaints.setEncoding('utf8');
  complaints.on('data', (text: string) => {
    end = (end + text).slice(-MOST_LETTERS);
  });
  return () =>
    end
      .split('\n')
      .map((line) => line.trim())
      .findLast((line) => line !== '') ?? 'it says nothing.';
}
