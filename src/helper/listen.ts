import { chmodSync, chownSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import type { ClientSocket } from './connection.ts';
import { peerUid } from './peer-uid.ts';

/** A socket that somebody has made for us, by its number, or one to make for a group. */
export type Place = { fd: number } | { path: string; gid: number };

export interface Listening extends AsyncDisposable {
  /** How many are connected. */
  readonly count: number;
}

/** Of more, the one for whom nothing has been carried out for longest gives way, so that nobody keeps others out. */
const MOST_CONNECTIONS = 16;

/** Who may connect is told by owner, group and mode of the socket. Throws what the system throws. */
export async function listen(place: Place, onClient: (socket: ClientSocket) => void): Promise<Listening> {
  const sockets = new Set<Socket>();
  /** Those whom nothing is carried out for, in the order in which that became so. */
  const idle = new Set<Socket>();
  const forget = (socket: Socket) => {
    sockets.delete(socket);
    idle.delete(socket);
  };
  const server = createServer((socket) => {
    // That it is gone is told by `close`.
    socket.on('error', () => {});
    if (sockets.size >= MOST_CONNECTIONS) {
      const [first = socket] = idle;
      first.destroy();
      forget(first);
      if (first === socket) return;
    }
    sockets.add(socket);
    idle.add(socket);
    socket.once('close', () => forget(socket));
    const keep = (isKept: boolean) => {
      if (isKept) idle.delete(socket);
      else if (sockets.has(socket)) idle.add(socket);
    };
    onClient(clientSocket(socket, keep));
  });
  if ('path' in place) {
    makeFolder(dirname(place.path));
    rmSync(place.path, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen('fd' in place ? { fd: place.fd } : { path: place.path }, resolve);
  });
  if ('path' in place) {
    chownSync(place.path, 0, place.gid);
    chmodSync(place.path, 0o660);
  }
  return {
    get count() {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function clientSocket(socket: Socket, keep: ClientSocket['keep']): ClientSocket {
  return {
    keep,
    uid: () => peerUid(socket),
    write: (text) => void socket.write(text),
    get writableLength() {
      return socket.writableLength;
    },
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
    onData: (take) => void socket.on('data', take),
    onClose: (gone) => void socket.once('close', gone),
  };
}
