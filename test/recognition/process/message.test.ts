import { expect, test } from 'vitest';
import { FrameReader, requestBytes } from '../../../src/recognition/process/message.ts';

test('requests survive any cut of the stream', () => {
  const samples = new Uint8Array([1, 2, 10, 10]);
  const stream = Buffer.concat([
    requestBytes({ verb: 'grammar', phrases: ['é yes', 'no'] }),
    requestBytes({ verb: 'accept', bytes: 4 }, samples),
    requestBytes({ verb: 'finish' }),
  ]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const reader = new FrameReader();
    const frames = [stream.subarray(0, cut), stream.subarray(cut)].flatMap((bytes) => {
      reader.push(bytes);
      return [...takeAll(reader)];
    });
    expect(frames.map(({ request }) => request.verb)).toEqual(['grammar', 'accept', 'finish']);
    expect([...(frames[1]?.payload ?? [])]).toEqual([...samples]);
  }
});

test.each([
  ['no JSON', 'hello\n'],
  ['no verb', '{}\n'],
  ['an unknown verb', '{"verb":"toString"}\n'],
  ['half a sample', '{"verb":"accept","bytes":3}\n'],
  ['a negative size', '{"verb":"accept","bytes":-2}\n'],
  ['a size that nobody sends', '{"verb":"accept","bytes":99999998}\n'],
  ['phrases that are no texts', '{"verb":"grammar","phrases":[1]}\n'],
  ['a word with a zero byte, which would end it in C', '{"verb":"find-words","words":["a\\u0000b"]}\n'],
])('%s is refused', (_name, line) => {
  const reader = new FrameReader();
  reader.push(Buffer.from(line));
  expect(() => reader.take()).toThrow();
});

function* takeAll(reader: FrameReader) {
  for (let frame = reader.take(); frame; frame = reader.take()) yield frame;
}
