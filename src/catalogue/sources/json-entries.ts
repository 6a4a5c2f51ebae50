import { NixError } from '#base/errors.ts';
import { byteCapture } from './byte-capture.ts';

/** A member of the object that a list of packages is, not parsed yet. */
export interface JsonEntry {
  key: string;
  json: string;
}

/** What is longer is no package: the longest record of nixpkgs has some hundred kilobytes. */
const MOST_BYTES = 4_000_000;
/** What `packages.json` wraps its records in; what `nix-env` prints has no wrapper. */
const WRAPPER = 'packages';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c] as const;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

/**
 * The records of `{attribute: record}` or `{"packages": {attribute: record}}`, those that end in each chunk. Never more than
 * one record is held; what is no object or too long is passed over. Throws `NixError` `bad-state` when it is no such list or
 * ends in the middle.
 */
export async function* jsonEntries(chunks: AsyncIterable<Uint8Array>): AsyncIterable<readonly JsonEntry[]> {
  const splitter = entrySplitter();
  for await (const chunk of chunks) yield splitter.push(chunk);
  if (!splitter.isWhole()) throw noList();
}

/** Knows of JSON only strings and how deep it is in brackets: records are parsed by who wants them. */
function entrySplitter() {
  let depth = 0;
  let hasBegun = false;
  /** How deep the members are. */
  let level = 1;
  let key: string | undefined;
  let isString = false;
  let isKey = false;
  let isEscaped = false;
  const capture = byteCapture(MOST_BYTES);

  function push(chunk: Uint8Array): JsonEntry[] {
    const entries: JsonEntry[] = [];
    capture.enter(chunk);
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) endString(at);
      } else if (byte === QUOTE) beginString(at);
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open(at, byte);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close(at, entries);
      else if (byte === COMMA && depth === level) key = undefined;
    }
    capture.leave();
    return entries;
  }

  function beginString(at: number): void {
    isString = true;
    isKey = depth === level && key === undefined;
    if (isKey) capture.start(at);
  }

  function endString(at: number): void {
    isString = false;
    if (isKey) key = textOf(capture.stop(at + 1));
  }

  function open(at: number, byte: number): void {
    if (depth === 0 && (hasBegun || byte !== OPEN_BRACE)) throw noList();
    hasBegun = true;
    const isValue = depth === level && byte === OPEN_BRACE;
    depth++;
    if (!isValue || key === undefined) return;
    if (level === 1 && key === WRAPPER) {
      level = 2;
      key = undefined;
    } else capture.start(at);
  }

  function close(at: number, entries: JsonEntry[]): void {
    depth--;
    if (depth < 0) throw noList();
    if (depth < level) level = 1;
    const json = depth === level && key !== undefined ? capture.stop(at + 1) : undefined;
    if (json !== undefined) entries.push({ key: key as string, json });
  }

  return { push, isWhole: () => hasBegun && depth === 0 && !isString };
}

/** A key that is too long or no text belongs to nothing that is wanted. */
function textOf(json: string | undefined): string {
  try {
    return json === undefined ? '' : JSON.parse(json);
  } catch {
    return '';
  }
}

function noList(): NixError {
  return new NixError(
    'bad-state',
    'The list of packages cannot be read: it is damaged, or no list of packages.',
  );
}
