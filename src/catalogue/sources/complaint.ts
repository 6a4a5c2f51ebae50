import type { Readable } from 'node:stream';

const MOST_LETTERS = 20_000;

/** Reads all that a program complains of, and gives in a line what went wrong. */
export function complaintIn(stderr: Readable): () => string {
  let end = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (text: string) => {
    end = (end + text).slice(-MOST_LETTERS);
  });
  return () => complaintOf(end);
}

/** The last error that Nix names, without where it happened; else the last line. */
export function complaintOf(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'error:');
  const error = lines.findLast((line) => line.startsWith('error: '))?.slice('error: '.length);
  return error ?? lines.at(-1) ?? 'it does not say why';
}
