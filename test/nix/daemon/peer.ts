import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let made = 0;

/** Something that listens at a Unix socket and does with each connection what a test wants. */
export interface Peer extends AsyncDisposable {
  path: string;
  connections: Set<Socket>;
  /** How many came in all. */
  readonly met: number;
  /** Stops listening and breaks off. */
  leave(): Promise<void>;
  /** Listens again. */
  comeBack(): Promise<void>;
}

export async function peer(meet: (socket: Socket, nth: number) => void): Promise<Peer> {
  const path = join(tmpdir(), `ask-nix-peer-${process.pid}-${made++}`);
  const connections = new Set<Socket>();
  let met = 0;
  let server: Server;
  const comeBack = () =>
    new Promise<void>((resolve) => {
      server = createServer((socket) => {
        connections.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => connections.delete(socket));
        meet(socket, met++);
      });
      server.listen(path, resolve);
    });
  const leave = () =>
    new Promise<void>((resolve) => {
      for (const socket of connections) socket.destroy();
      server.close(() => resolve());
    });
  await comeBack();
  return {
    path,
    connections,
    get met() {
      return met;
    },
    leave,
    comeBack,
    async [Symbol.asyncDispose]() {
      await leave();
      await rm(path, { force: true });
    },
  };
}

/** A client of before 1.38 sends four numbers until it may ask. */
const GREETING_BYTES = 32;

/** Says `greeting` when it is greeted, and `reply` to each request after it: one piece that comes is one request. */
export function answering(greeting: Buffer, reply: (nth: number, request: Buffer) => Buffer | 'hang up') {
  return (socket: Socket) => {
    let ungreeted = GREETING_BYTES;
    let asked = 0;
    socket.on('data', (piece: Buffer) => {
      if (ungreeted === GREETING_BYTES) socket.write(greeting);
      const request = piece.subarray(ungreeted);
      ungreeted = Math.max(0, ungreeted - piece.length);
      if (request.length === 0) return;
      const said = reply(asked++, request);
      if (said === 'hang up') socket.destroy();
      else socket.write(said);
    });
  };
}
