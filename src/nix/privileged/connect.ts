import { connect } from 'node:net';
import { HelperError } from './helper-error.ts';

/** A connection to the root helper. */
export interface HelperSocket extends Disposable {
  write(text: string): void;
  /** What comes, until the other side is gone. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Throws HelperError when nobody listens at the Unix socket `path`, or we may not speak there. */
export async function connectHelper(path: string, signal: AbortSignal): Promise<HelperSocket> {
  signal.throwIfAborted();
  const socket = connect({ path });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (error: NodeJS.ErrnoException) => reject(cannotConnect(path, error)));
  });
  // That it is gone is told by who reads.
  socket.on('error', () => {});
  return {
    write: (text) => void socket.write(text),
    chunks: untilGone(socket),
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

async function* untilGone(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* chunks;
  } catch {
    // Broken off is gone, as after a farewell.
  }
}

function cannotConnect(path: string, cause: NodeJS.ErrnoException): HelperError {
  if (cause.code === 'EACCES' || cause.code === 'EPERM')
    return new HelperError('refused', 'You are not in the group that may ask the root helper.', { cause });
  return new HelperError('no-answer', `The root helper does not run: nobody answers at ${path}.`, { cause });
}
