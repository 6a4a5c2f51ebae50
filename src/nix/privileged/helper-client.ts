import type { Privileged, PrivilegedCall, PrivilegedNews } from '../privileged.ts';
import { connectHelper, type HelperSocket } from './connect.ts';
import { HelperError } from './helper-error.ts';
import { LineReader } from './line-reader.ts';
import { callLine, cancelLine, HELPER_VERSION, MOST_NEWS_BYTES, parseGreeting, parseNews } from './wire.ts';

/** By then a helper that lives has greeted; and has broken off what can be broken off. */
const PATIENCE_MS = 5_000;

/** The root helper at the Unix socket `path`; a connection for each call. */
export function helperClient(path: string, patienceMs = PATIENCE_MS): Privileged {
  return {
    by: 'helper',
    async *call(call, signal) {
      using socket = await connectHelper(path, signal);
      yield* converse(socket, call, patienceMs, signal);
    },
  };
}

async function* converse(
  socket: HelperSocket,
  call: PrivilegedCall,
  patienceMs: number,
  signal: AbortSignal,
): AsyncIterable<PrivilegedNews> {
  const lines = linesOf(socket)[Symbol.asyncIterator]();
  const greeting = await inTime(lines.next(), patienceMs);
  if (greeting === 'late') throw noAnswer();
  checkGreeting(greeting.value);
  socket.write(callLine(call));
  const broken = brokenOff(socket, patienceMs, signal);
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), broken.unanswered]);
      if (next === 'late') {
        yield { ...CANCELLED, left: 'It is carried out to its end all the same.' };
        return;
      }
      if (next.done)
        throw new HelperError('no-answer', 'The root helper broke off in the middle of its answer.');
      const news = parseNews(next.value);
      if (!news) continue;
      yield news;
      if (news.type === 'result' || news.type === 'refused') return;
    }
  } finally {
    broken.forget();
  }
}

const CANCELLED = { type: 'refused', code: 'cancelled', message: 'It was broken off.' } as const;

/** When aborted, asks the helper to break off, and waits some time for what it says to that. */
function brokenOff(socket: HelperSocket, patienceMs: number, signal: AbortSignal) {
  const { promise: unanswered, resolve } = Promise.withResolvers<'late'>();
  let timer: NodeJS.Timeout | undefined;
  const ask = () => {
    socket.write(cancelLine());
    timer = setTimeout(() => resolve('late'), patienceMs);
  };
  signal.addEventListener('abort', ask, { once: true });
  if (signal.aborted) ask();
  const forget = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', ask);
  };
  return { unanswered, forget };
}

async function inTime<Value>(value: Promise<Value>, ms: number): Promise<Value | 'late'> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), ms);
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

function checkGreeting(line: string | undefined): void {
  const version = line === undefined ? undefined : parseGreeting(line);
  if (version === HELPER_VERSION) return;
  if (version === undefined) throw noAnswer();
  throw new HelperError('protocol', `The root helper is of another version (${version}): restart it.`);
}

function noAnswer(): HelperError {
  return new HelperError('no-answer', 'The root helper does not answer.');
}

async function* linesOf({ chunks }: HelperSocket): AsyncGenerator<string, undefined> {
  const reader = new LineReader(MOST_NEWS_BYTES);
  for await (const chunk of chunks) {
    const lines = reader.feed(chunk);
    if (!lines) throw new HelperError('protocol', 'The root helper says lines without end.');
    yield* lines;
  }
  return undefined;
}
