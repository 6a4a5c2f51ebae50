// A recognizer child that misbehaves as told: `fake-recognizer.mjs MODE COUNT_FILE`. It counts its starts in COUNT_FILE.
import { appendFileSync, readFileSync } from 'node:fs';
import { FrameReader } from '../../src/recognition/process/message.ts';

const [mode, countFile] = process.argv.slice(2);
appendFileSync(countFile, 'x');
const starts = readFileSync(countFile, 'utf8').length;
const isFirst = starts === 1;
const frames = new FrameReader();
let samples = 0;
let accepts = 0;

function reply(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const answers = {
  load() {
    if (mode === 'dies-on-load') process.exit(139);
    if (mode === 'stalls-on-load') return;
    if (mode === 'refuses-model') return reply({ error: 'bad-model', message: 'no' });
    reply({ ok: 'done' });
  },
  grammar: () => reply({ ok: 'grammar', lacking: [], words: [] }),
  start() {
    samples = 0;
    reply({ ok: 'done' });
  },
  accept(payload) {
    accepts++;
    samples += payload.length / 2;
    if (mode === 'always-dies' || (mode === 'dies-once' && isFirst && accepts === 3))
      process.kill(process.pid, 'SIGKILL');
    if (mode === 'stalls-once' && isFirst && accepts === 3) return;
    if (mode === 'nonsense-once' && isFirst && accepts === 3) return void process.stdout.write('nonsense\n');
    reply({ ok: 'partial', text: 'heard' });
  },
  finish: () =>
    reply({
      ok: 'finished',
      alternatives: [{ text: `heard ${samples}`, score: 1 }],
      lastWordEndMs: samples / 16,
    }),
  freely() {
    if (mode === 'dies-when-asked-twice') process.exit(1);
    reply({ ok: 'finished', alternatives: [], lastWordEndMs: 0 });
  },
  'find-words': () => reply({ ok: 'unknown-words', words: [] }),
};

process.stdin.on('data', (bytes) => {
  frames.push(bytes);
  for (let frame = frames.take(); frame; frame = frames.take()) answers[frame.request.verb](frame.payload);
});
process.stdin.on('end', () => process.exit(0));
