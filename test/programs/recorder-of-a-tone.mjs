#!/usr/bin/env node
// Its first two samples are its process number; then a tone, as a microphone delivers it.
let at = 0;
const pid = Buffer.alloc(4);
pid.writeUInt32LE(process.pid);
process.stdout.write(pid);
process.stdout.on('error', () => process.exit(0));
if (process.argv[1].includes('deaf')) process.on('SIGTERM', () => {});
setInterval(() => {
  const piece = Buffer.alloc(640);
  for (let sample = 0; sample < 320; sample++, at++) {
    piece.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * 440 * at) / 16_000)), sample * 2);
  }
  process.stdout.write(piece);
}, 20);
