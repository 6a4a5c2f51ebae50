import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { understandLines } from '../../src/commands/understand.ts';
import { runContext } from './context.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-nix-understand-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answers(args: readonly string[], input: string): Promise<unknown[]> {
  const { context, printed } = runContext(args, Readable.from([input]));
  expect(await understandLines(context)).toBe(0);
  return printed.map((line) => JSON.parse(line));
}

describe('understand', () => {
  it('answers each line of text with its number', async () => {
    expect(await answers([], 'install firefox\n\nlist generations\n')).toEqual([
      {
        id: 1,
        intent: 'install_package',
        slots: { package: 'firefox' },
        confidence: 1,
        decision: 'understood',
      },
      { id: 3, intent: 'list_generations', slots: {}, confidence: 1, decision: 'understood' },
    ]);
  });

  it('answers JSON Lines with their id, in their state', async () => {
    const input =
      '{"id":"a","text":"yes","state":"confirming"}\n{"id":"b","text":"blue moon","state":null}\n';
    expect(await answers(['--json'], input)).toEqual([
      { id: 'a', intent: 'affirm', slots: {}, confidence: 1, decision: 'understood' },
      { id: 'b', intent: 'out_of_scope', slots: {}, confidence: 0, decision: 'rejected' },
    ]);
  });

  it('answers a compound with all its intents', async () => {
    expect(await answers([], 'install firefox and remove gimp')).toEqual([
      {
        id: 1,
        intents: ['install_package', 'remove_package'],
        slots_list: [{ package: 'firefox' }, { package: 'gimp' }],
        confidence: 1,
        decision: 'understood',
      },
    ]);
  });

  it.each(['{"id":', '{"id":1}', '{"text":5}', '{"text":"yes","state":"asleep"}', '{}'])(
    'answers the broken line %s as rejected',
    async (line) => {
      expect(await answers([], line)).toMatchObject([
        { id: 1, intent: 'out_of_scope', decision: 'rejected' },
      ]);
    },
  );

  it('explains what matched, and why not', async () => {
    expect(await answers(['--explain'], 'list generations\nblue moon')).toMatchObject([
      { because: { by: 'template', how: expect.stringContaining('generations.yaml:') } },
      { because: { by: 'none', why: 'not-in-grammar', classifier: { believed: false } } },
    ]);
  });

  it('understands a grammar of another domain instead', async () => {
    const file = join(folder, 'lights.yaml');
    writeFileSync(
      file,
      'language: en\nintents:\n  LightsOn:\n    data:\n      - sentences: ["lights on [in] {room}"]\nlists:\n  room: {values: [kitchen]}\n',
    );
    expect(await answers(['--grammar', file], 'lights on kitchen\ninstall firefox')).toMatchObject([
      { intent: 'LightsOn', slots: { room: 'kitchen' } },
      { intent: 'out_of_scope' },
    ]);
  });

  it('names the flags that it takes when it does not know one', async () => {
    const { context } = runContext(['--loud'], Readable.from(['']));
    await expect(understandLines(context)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--grammar'),
    });
  });

  it('says which grammar file it cannot read', async () => {
    const { context } = runContext(['--grammar', join(folder, 'none.yaml')], Readable.from(['']));
    await expect(understandLines(context)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('none.yaml'),
    });
  });
});
