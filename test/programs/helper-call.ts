import { helperClient } from '#nix/privileged/helper-client.ts';
import { newsLine } from '#nix/privileged/wire.ts';
import type { PrivilegedCall } from '#nix/privileged.ts';

// Says one call to the root helper, as whoever runs this, and prints what it tells. SIGTERM breaks the call off.
const [socket = '', call = ''] = process.argv.slice(2);
const breaking = new AbortController();
process.on('SIGTERM', () => breaking.abort());
try {
  for await (const news of helperClient(socket).call(JSON.parse(call) as PrivilegedCall, breaking.signal))
    process.stdout.write(newsLine(news));
} catch (error) {
  process.stdout.write(`${JSON.stringify({ type: 'thrown', code: (error as { code?: string }).code })}\n`);
}
