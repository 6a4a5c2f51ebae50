import { createInterface } from 'node:readline';
import { helperClient } from '#nix/privileged/helper-client.ts';
import { newsLine } from '#nix/privileged/wire.ts';

// Says calls to the root helper, as whoever runs this. On stdin `ID CALL`, or `ID` to break that call off; on stdout
// `ID NEWS`, and `ID over` at the end of each.
const helper = helperClient(process.argv[2] ?? '');
const calls = new Map<string, AbortController>();
for await (const line of createInterface({ input: process.stdin })) {
  const [, id = '', call = ''] = /^(\d+) ?(.*)$/.exec(line) ?? [];
  if (call === '') calls.get(id)?.abort();
  else void say(id, JSON.parse(call));
}

async function say(id: string, call: Parameters<typeof helper.call>[0]): Promise<void> {
  const breaking = new AbortController();
  calls.set(id, breaking);
  try {
    for await (const news of helper.call(call, breaking.signal))
      process.stdout.write(`${id} ${newsLine(news)}`);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    process.stdout.write(`${id} ${JSON.stringify({ type: 'thrown', code, message })}\n`);
  }
  process.stdout.write(`${id} over\n`);
}
