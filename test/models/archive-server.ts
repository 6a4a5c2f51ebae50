import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** A server on this machine that answers as told, and what it was asked. */
export interface ArchiveServer extends AsyncDisposable {
  url: string;
  requests: IncomingMessage[];
}

export async function openServer(answer: Answer): Promise<ArchiveServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As a good server does, with ranges and a tag. */
export function serve(file: Buffer, tag = '"one"'): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isSame = (request.headers['if-range'] ?? tag) === tag;
    if (from > 0 && isSame) {
      const range = `bytes ${from}-${file.length - 1}/${file.length}`;
      const headers = { 'Content-Range': range, 'Content-Length': file.length - from, ETag: tag };
      response.writeHead(206, headers).end(file.subarray(from));
    } else response.writeHead(200, { 'Content-Length': file.length, ETag: tag }).end(file);
  };
}

/** `count` bytes of the file as a good server gives it, and then the line is cut: as soon as they are all in `part`. */
export function cutAfter(file: Buffer, count: number, part: string, tag = '"one"'): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${from}-${file.length - 1}/${file.length}`;
    const headers = { 'Content-Length': file.length - from, ETag: tag };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...headers, 'Content-Range': range } : headers);
    response.write(file.subarray(from, from + count));
    const cut = () => {
      const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
      if (size < from + count) setTimeout(cut, 5);
      else response.destroy();
    };
    cut();
  };
}
