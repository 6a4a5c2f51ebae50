import { setTimeout as after } from 'node:timers/promises';
import { LineReader } from '#nix/privileged/line-reader.ts';
import {
  CallLine,
  CancelLine,
  greetingLine,
  MOST_CALL_BYTES,
  newsLine,
  parseJson,
} from '#nix/privileged/wire.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import { isWork } from './carry-out.ts';
import type { Desk } from './desk.ts';
import { refused } from './final.ts';

/** One client, as bytes. */
export interface ClientSocket {
  /** Whose process it is, if that can be told; a program is asked. */
  uid(): Promise<number | undefined>;
  write(text: string): void;
  /** Bytes that were written and are not taken yet. */
  readonly writableLength: number;
  /** Says goodbye when all is taken. */
  end(): void;
  destroy(): void;
  onData(take: (chunk: Buffer) => void): void;
  onClose(gone: () => void): void;
  /** Whether something is carried out for it; else it gives way when too many are connected. */
  keep(isKept: boolean): void;
}

export interface ConnectionLimits {
  /** By then the call has to be there. */
  callMs: number;
  /** By then a client has to have taken what was left for it at the end. */
  farewellMs: number;
}

/** What a client that does not read can make us keep. News beyond it is left out; the last is not. */
const MOST_UNREAD = 1_000_000;

/**
 * Greets, takes one call and tells of it, and closes. Whatever else a client says ends in a refusal; a bug of ours ends the
 * connection and nothing else.
 */
export async function attend(
  socket: ClientSocket,
  desk: Pick<Desk, 'call' | 'refuse' | 'failed'>,
  { callMs, farewellMs }: ConnectionLimits,
): Promise<void> {
  const stop = new AbortController();
  const closed = new AbortController();
  const called = Promise.withResolvers<string>();
  const reader = new LineReader(MOST_CALL_BYTES);
  let isCalled = false;
  const gone = new Error('the client is gone');
  socket.onClose(() => {
    stop.abort(gone);
    closed.abort(gone);
    called.reject(gone);
  });
  socket.onData((chunk) => {
    for (const line of reader.feed(chunk) ?? ['']) {
      const isCancel = isCalled && CancelLine.safeParse(parseJson(line)).success;
      if (isCalled) stop.abort(new Error(isCancel ? 'cancelled' : 'what follows a call is no cancel'));
      isCalled = true;
      called.resolve(line);
    }
  });
  const impatience = setTimeout(() => called.resolve(''), callMs);
  try {
    socket.write(greetingLine());
    const line = await called.promise;
    clearTimeout(impatience);
    const { data } = CallLine.safeParse(parseJson(line));
    socket.keep(data !== undefined && isWork(data.call));
    for await (const news of answer(data?.call, line, desk, await socket.uid(), stop.signal)) {
      const isLast = news.type === 'result' || news.type === 'refused';
      if (isLast || socket.writableLength < MOST_UNREAD) socket.write(newsLine(news));
    }
    socket.keep(false);
    socket.end();
    await after(farewellMs, undefined, { ref: false, signal: closed.signal }).catch(() => {});
  } catch (error) {
    // What a client that is gone has called for ends by the abort.
    if (error !== gone) desk.failed(error);
  } finally {
    clearTimeout(impatience);
    socket.destroy();
  }
}

async function* answer(
  call: PrivilegedCall | undefined,
  line: string,
  desk: Pick<Desk, 'call' | 'refuse'>,
  uid: number | undefined,
  signal: AbortSignal,
): AsyncIterable<PrivilegedNews> {
  if (call) yield* desk.call(call, uid, signal);
  else yield desk.refuse(refused('not-allowed', 'That is no call that this helper knows.'), line, uid);
}
