// Makes the recordings of the demonstration (demo/*.wav) and of the sound tests (test/sounds/*.wav) with flite's voices
// slt and awb, on which the bundled model was not trained. Needs flite; the recordings are checked in, so nobody else does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const RATE = 16_000;
const BEFORE_MS = 300;
const AFTER_MS = 700;
/** Steps of 16 bit: a quiet room, since a true zero never comes from a microphone. */
const ROOM = 4;

const scratch = mkdtempSync(join(tmpdir(), 'ask-nix-recordings-'));
try {
  for (const { file, voice, said } of readJson('demo/turns.json')) record(join('demo', file), voice, said);
  for (const { voice, said, oov } of readJson('test/sounds/sentences.json')) {
    record(join('test/sounds', `${oov ? 'oov-' : ''}${said.replaceAll(' ', '-')}.wav`), voice, said);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

function readJson(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

function record(file, voice, said) {
  const raw = join(scratch, 'raw.wav');
  execFileSync('flite', ['-voice', voice, '-t', said, '-o', raw]);
  const spoken = samplesOf(readFileSync(raw), file);
  writeFileSync(join(ROOT, file), wav(inRoom(trimmed(spoken))));
  console.log(file);
}

function samplesOf(bytes, file) {
  if (bytes.readUInt32LE(24) !== RATE || bytes.readUInt16LE(22) !== 1)
    throw new Error(`${file}: not 16 kHz mono`);
  const data = bytes.indexOf('data', 12, 'latin1') + 8;
  return Array.from({ length: (bytes.length - data) >> 1 }, (_, at) => bytes.readInt16LE(data + at * 2));
}

function trimmed(samples) {
  const loud = (sample) => Math.abs(sample) > 200;
  return samples.slice(Math.max(0, samples.findIndex(loud) - 320), samples.findLastIndex(loud) + 320);
}

/** Peak at half of full scale, with the room before, behind and under it. */
function inRoom(samples) {
  const gain = 16_000 / Math.max(...samples.map(Math.abs));
  const noise = noiseMaker();
  const silence = (ms) => Array.from({ length: (ms * RATE) / 1000 }, () => 0);
  return [...silence(BEFORE_MS), ...samples, ...silence(AFTER_MS)].map((sample) =>
    Math.round(sample * gain + noise()),
  );
}

/** The same noise each time, so that making them again changes nothing. */
function noiseMaker() {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 2_147_483_648 - 0.5) * 2 * ROOM;
  };
}

function wav(samples) {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [at, sample] of samples.entries()) bytes.writeInt16LE(sample, 44 + at * 2);
  return bytes;
}
