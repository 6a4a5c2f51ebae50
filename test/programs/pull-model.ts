/** Pulls a model: `node pull-model.ts ENTRY_AS_JSON FOLDER`, a line for each step. Killed by tests at any moment. */
import { DownloadableModel } from '../../src/models/catalog.ts';
import { PATIENCE, pullModel } from '../../src/models/pull.ts';

const [entry = '', folder = ''] = process.argv.slice(2);
const options = { ...PATIENCE, environment: {}, folder };
const pulling = pullModel(DownloadableModel.parse(JSON.parse(entry)), options, new AbortController().signal);
try {
  for await (const { phase, done } of pulling) process.stdout.write(`${phase} ${done}\n`);
  process.stdout.write('installed\n');
} catch (error) {
  const { code, message } = error as Error & { code: string };
  process.stdout.write(`failed ${code} ${message}\n`);
}
