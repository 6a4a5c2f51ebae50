import http from 'node:http';
import https from 'node:https';
import { systemClock } from '#base/clock.ts';
import { AskNixError, ModelError } from '#base/errors.ts';

/** How the network is reached. */
export interface NetworkOptions {
  /** The environment; `http_proxy`, `https_proxy` and `no_proxy` in it count. */
  environment: Readonly<Record<string, string | undefined>>;
  /** So long without a byte, and the connection is given up. */
  stalledMs: number;
}

export interface Wanted {
  url: string;
  /** Bytes that are there already. */
  from: number;
  /** What the server called the version of them. */
  tag: string | undefined;
}

/** The bytes of a file, as they come; disposing closes the connection. */
export interface Download extends Disposable {
  /** Where they begin; 0 when the server started over. */
  from: number;
  /** Size of the whole file, if the server tells. */
  totalBytes: number | undefined;
  tag: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/**
 * Asks for a file, or for the rest of it: the only place of ask-nix that goes to the network by itself. Throws
 * `ModelError`: `unreachable` for what may be better at the next try, `refused` for what will not. So do the bytes.
 */
export async function openDownload(
  wanted: Wanted,
  network: NetworkOptions,
  signal: AbortSignal,
): Promise<Download> {
  let url = new URL(wanted.url);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await ask(url, headersFor(wanted), network, signal);
    if (REDIRECTS.includes(response.statusCode)) {
      response.destroy();
      url = redirected(url, response.headers.location);
      continue;
    }
    const download = received(response, wanted, url, network, signal);
    if (download) return download;
    response.destroy();
    return openDownload({ ...wanted, from: 0, tag: undefined }, network, signal);
  }
  throw new ModelError('refused', `${url.host} sends us from one place to the next without end. Try later.`);
}

function headersFor({ from, tag }: Wanted): http.OutgoingHttpHeaders {
  const whole = { 'User-Agent': 'ask-nix', 'Accept-Encoding': 'identity' };
  if (from === 0) return whole;
  return { ...whole, Range: `bytes=${from}-`, ...(tag === undefined ? {} : { 'If-Range': tag }) };
}

async function ask(
  url: URL,
  headers: http.OutgoingHttpHeaders,
  { environment, stalledMs }: NetworkOptions,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  signal.throwIfAborted();
  checkProxies(environment);
  const { Agent, request } = url.protocol === 'https:' ? https : http;
  const asked = request(url, { headers, signal, agent: new Agent({ proxyEnv: { ...environment } }) });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve);
    // Also for what goes wrong later, when the response tells it too.
    asked.on('error', reject);
  });
  asked.end();
  try {
    return await answeredWithin(stalledMs, answered);
  } catch (error) {
    asked.destroy();
    throw explained(error, url, signal);
  }
}

/** Node passes over a proxy that it cannot read and goes to the network directly: not what was asked for. */
function checkProxies(environment: NetworkOptions['environment']): void {
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']) {
    const value = environment[name];
    if (value === undefined || value === '' || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) continue;
    const message = `I cannot use the proxy in ${name}. Write it as http://HOST:PORT, or take the variable away.`;
    throw new ModelError('refused', message);
  }
}

/** Where a redirect leads; never from https to less. */
export function redirected(from: URL, location: string | undefined): URL {
  const to = location === undefined ? null : URL.parse(location, from.href);
  const isAllowed = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:');
  if (to && isAllowed) return to;
  throw new ModelError('refused', `${from.host} sends us to a place that is not safe. Try later.`);
}

/** Undefined when the server has another part of the file than we lack, so that it must be asked for the whole. */
function received(
  response: http.IncomingMessage,
  wanted: Wanted,
  url: URL,
  network: NetworkOptions,
  signal: AbortSignal,
): Download | undefined {
  const { statusCode = 0, headers } = response;
  const tag = strongTag(headers);
  const bytes = bytesOf(response, url, network.stalledMs, signal);
  // Whoever reads the bytes is told.
  response.on('error', () => {});
  const close = () => void response.destroy();
  if (statusCode === 200) {
    const length = headers['content-length'];
    const totalBytes = length === undefined ? undefined : Number(length);
    return { from: 0, totalBytes, tag, bytes, [Symbol.dispose]: close };
  }
  if (statusCode === 206 && wanted.from > 0) {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '');
    if (Number(range?.[1]) !== wanted.from) return undefined;
    const totalBytes = Number(range?.[2]);
    return { from: wanted.from, totalBytes, tag: tag ?? wanted.tag, bytes, [Symbol.dispose]: close };
  }
  if (statusCode === 416 && wanted.from > 0) return undefined;
  response.destroy();
  const isPassing = statusCode >= 500 || statusCode === 408 || statusCode === 429;
  const message = `${url.host} does not give the file: it answers ${statusCode}. ${isPassing ? 'Try later.' : 'Get the archive another way and give it with --from FILE.'}`;
  throw new ModelError(isPassing ? 'unreachable' : 'refused', message);
}

/** Only a strong tag or a date may ask for the rest. */
function strongTag({ etag, 'last-modified': modified }: http.IncomingHttpHeaders): string | undefined {
  return etag?.startsWith('"') ? etag : modified;
}

async function* bytesOf(
  response: http.IncomingMessage,
  url: URL,
  stalledMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await answeredWithin(stalledMs, chunks.next());
      signal.throwIfAborted();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw explained(error, url, signal);
  } finally {
    response.destroy();
  }
}

/** Real time on purpose: the network knows no other. */
async function answeredWithin<Value>(stalledMs: number, promise: Promise<Value>): Promise<Value> {
  const answered = new AbortController();
  const tooLate = systemClock.sleep(stalledMs, answered.signal).then(
    () => {
      throw new Error(`nothing came for ${Math.ceil(stalledMs / 1000)} seconds`);
    },
    () => promise,
  );
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    answered.abort();
  }
}

const TROUBLES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'it is not found',
  EAI_AGAIN: 'it is not found',
  ENETUNREACH: 'there is no way to it',
  ECONNREFUSED: 'nobody answers there',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  ERR_PROXY_TUNNEL: 'the proxy does not let us through',
};

function explained(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof AskNixError) return error;
  const { code = '', message: said } = error as NodeJS.ErrnoException;
  const message = `I cannot get the file from ${url.host}: ${TROUBLES[code] ?? said}. Pull again when the network works: what came is kept.`;
  return new ModelError('unreachable', message, { cause: error });
}
