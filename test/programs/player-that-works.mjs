#!/usr/bin/env node
// Takes as long as the sound.
const startedAt = Date.now();
let bytes = 0;
process.stdin.on('data', (chunk) => {
  bytes += chunk.length;
});
process.stdin.on('end', () => setTimeout(() => process.exit(0), bytes / 32 - (Date.now() - startedAt)));
