/** `node load-catalogue.ts FILE MAKER`: how long a process that just began takes until the stored catalogue answers, as JSON. */
import { readStoredCatalogue } from '#catalogue/sources/stored-catalogue.ts';

const [file = '', maker = ''] = process.argv.slice(2);
const before = process.memoryUsage();
const beganAt = performance.now();
const stored = readStoredCatalogue(file, maker);
const [named] = stored?.packages.search('fire fox', 3) ?? [];
const searchMs = performance.now() - beganAt;
stored?.packages.byAttribute('vlc');
stored?.packages.named('kreeta', 3);
stored?.packages.search('text editor', 3);
const allMs = performance.now() - beganAt;
const after = process.memoryUsage();
console.log(
  JSON.stringify({
    size: stored?.packages.size,
    found: named?.package.attribute,
    searchMs,
    allMs,
    megabytes: (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6,
  }),
);
