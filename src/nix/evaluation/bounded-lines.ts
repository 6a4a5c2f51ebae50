import type { Readable } from 'node:stream';

/** What a program writes, line by line; of a line that is longer than `most` characters, its beginning. */
export async function* boundedLines(stream: Readable, most = 65_536): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let line = '';
  const grow = (text: string) => {
    if (line.length < most) line += text.slice(0, most - line.length);
  };
  for await (const chunk of stream) {
    const [first = '', ...rest] = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
    grow(first);
    for (const text of rest) {
      yield line;
      line = '';
      grow(text);
    }
  }
  if (line !== '') yield line;
}
