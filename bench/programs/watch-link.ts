/** A thread that tells when a link is made to lead elsewhere, as the thread that is measured has no time to look. */
import { readlinkSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const link: string = workerData;
let target = readlinkSync(link);
watch(dirname(link), () => {
  const now = readlinkSync(link);
  if (now === target) return;
  target = now;
  parentPort?.postMessage(process.hrtime.bigint());
});
parentPort?.postMessage('watching');
