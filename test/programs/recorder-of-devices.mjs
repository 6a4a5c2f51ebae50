#!/usr/bin/env node
// A tone that tells what was asked for: 440 Hz from the default, 880 Hz from a device by name. As arecord on a card
// without conversions, it can only do 48 kHz stereo; as an old pw-record, it does not know --raw.
const asked = process.argv.slice(2);
const program = process.argv[1];
const option = (name) => asked[asked.indexOf(name) + 1];
const hertz = asked.some((argument) => argument.startsWith('--device=')) ? 880 : 440;
let rate = 16_000;
let channels = 1;
if (program.includes('old') && asked.includes('--raw')) refuse("unrecognized option '--raw'");
if (program.includes('card')) {
  if (option('-c') !== '2') refuse('arecord: set_params:1358: Channels count non available');
  [rate, channels] = [48_000, 2];
}
if (program.includes('inexact')) {
  if (option('-r') !== '48000')
    warn(`Warning: rate is not accurate (requested = ${option('-r')}Hz, got = 48000Hz)`);
  [rate, channels] = [48_000, Number(option('-c'))];
}
let at = 0;
process.stdout.on('error', () => process.exit(0));
setInterval(() => {
  const frames = rate / 50;
  const piece = Buffer.alloc(frames * channels * 2);
  for (let frame = 0; frame < frames; frame++, at++) {
    // As cheap cards do, only the left channel has sound.
    piece.writeInt16LE(
      Math.round(16_000 * Math.sin((2 * Math.PI * hertz * at) / rate)),
      frame * channels * 2,
    );
  }
  process.stdout.write(piece);
}, 20);

function refuse(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function warn(text) {
  process.stderr.write(`${text}\n         please, try the plug plugin\n`);
}
