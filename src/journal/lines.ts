import { fstatSync, readSync } from 'node:fs';

const BLOCK_BYTES = 65_536;
const NEWLINE = 0x0a;

/** Lines of an open file, oldest first, block by block, so that a file may be of any length. Empty lines are left out. */
export function* linesOf(descriptor: number): Generator<{ number: number; text: string }> {
  let rest: Uint8Array = new Uint8Array();
  let position = 0;
  let number = 0;
  while (true) {
    const block = readBlock(descriptor, position, BLOCK_BYTES);
    position += block.length;
    const isEnd = block.length === 0;
    const bytes = Buffer.concat([rest, block]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      number++;
      if (end > start) yield { number, text: bytes.toString('utf8', start, end) };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (!isEnd) continue;
    if (rest.length > 0) yield { number: number + 1, text: Buffer.from(rest).toString('utf8') };
    return;
  }
}

/** The same, newest first: what is wanted is mostly near the end. */
export function* linesBackOf(descriptor: number): Generator<string> {
  let position = fstatSync(descriptor).size;
  let rest: Uint8Array = new Uint8Array();
  while (position > 0) {
    const from = Math.max(0, position - BLOCK_BYTES);
    const bytes = Buffer.concat([readBlock(descriptor, from, position - from), rest]);
    position = from;
    let end = bytes.length;
    for (let start = bytes.lastIndexOf(NEWLINE); start >= 0; start = lastNewline(bytes, end)) {
      if (end > start + 1) yield bytes.toString('utf8', start + 1, end);
      end = start;
    }
    rest = bytes.subarray(0, end);
  }
  if (rest.length > 0) yield Buffer.from(rest).toString('utf8');
}

function lastNewline(bytes: Buffer, before: number): number {
  return before === 0 ? -1 : bytes.lastIndexOf(NEWLINE, before - 1);
}

function readBlock(descriptor: number, from: number, length: number): Buffer {
  const block = Buffer.allocUnsafe(length);
  return block.subarray(0, readSync(descriptor, block, 0, length, from));
}
