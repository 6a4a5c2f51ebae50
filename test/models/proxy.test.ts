import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redirected } from '#models/download.ts';
import { cutAfter, openServer, serve } from './archive-server.ts';
import { entryFor, isWhole, modelArchive, openFolder, pull, TOP } from './fixture.ts';

const archive = modelArchive();

/** A proxy that notes what it is asked for; it opens no tunnels. */
async function openProxy() {
  const asked: string[] = [];
  const proxy = createServer((incoming: IncomingMessage, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const onward = request(incoming.url as string, { headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode as number, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.end();
  });
  proxy.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

test.each(['http_proxy', 'HTTP_PROXY'])('a model is fetched, or the rest of it, through %s', async (name) => {
  await using proxy = await openProxy();
  await using folder = await openFolder();
  const cut = cutAfter(archive, 150_000, join(folder.path, `${TOP}.part`));
  await using server = await openServer((incoming, response, nth) =>
    (nth === 1 ? cut : serve(archive))(incoming, response, nth),
  );
  const model = entryFor(archive, server.url);
  const options = { folder: folder.path, environment: { [name]: proxy.url } };
  expect(await isWhole((await pull(model, options)).folder)).toBe(true);
  expect(proxy.asked).toEqual([`GET ${model.url}`, `GET ${model.url}`]);
  expect(server.requests[1]?.headers.range).toBe('bytes=150000-');
});

test('hosts in no_proxy are asked directly', async () => {
  await using proxy = await openProxy();
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  const environment = { http_proxy: proxy.url, no_proxy: '127.0.0.1' };
  await pull(entryFor(archive, server.url), { folder: folder.path, environment });
  expect(proxy.asked).toEqual([]);
});

test('for https a tunnel through the proxy is asked for, and a refusal is said', async () => {
  await using proxy = await openProxy();
  await using folder = await openFolder();
  const model = entryFor(archive, 'https://models.invalid');
  const pulling = pull(model, { folder: folder.path, environment: { https_proxy: proxy.url }, tries: 1 });
  await expect(pulling).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('the proxy does not let us through'),
  });
  expect(proxy.asked).toEqual(['CONNECT models.invalid:443']);
});

test('https never becomes http on the way', async () => {
  expect(() => redirected(new URL('https://a.invalid/x'), 'http://a.invalid/x')).toThrow(/not safe/);
  expect(redirected(new URL('https://a.invalid/x'), 'https://b.invalid/y').href).toBe('https://b.invalid/y');
  expect(redirected(new URL('http://a.invalid/x'), 'https://b.invalid/y').href).toBe('https://b.invalid/y');
});

test.each(['nonsense', 'socks5://127.0.0.1:1080', '127.0.0.1:8080'])(
  'a proxy %j that cannot be used is said instead of going around it',
  async (https_proxy) => {
    await using server = await openServer(serve(archive));
    await using folder = await openFolder();
    const pulling = pull(entryFor(archive, server.url), {
      folder: folder.path,
      environment: { https_proxy },
    });
    await expect(pulling).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('http://HOST:PORT'),
    });
    expect(server.requests).toHaveLength(0);
  },
);
