import { NixError } from '#base/errors.ts';
import { brokenProtocol } from './broken-protocol.ts';
import { MOST_IN_GREETING } from './limits.ts';
import { readMessages } from './messages.ts';
import type { WireReader } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';

const OUR_MAGIC = 0x6e697863;
const THEIR_MAGIC = 0x6478696fn;
const MAJOR = 1;
const NEWEST = 38;
/** Nix 2.4. */
const OLDEST = 32;
/** Each one changes formats, and what they add is nothing we need. */
const FEATURES: readonly string[] = [];

/** What the daemon says of itself. */
export interface Greeting {
  /** The protocol that both speak is 1.`minor`. */
  minor: number;
  /** Undefined before Nix 2.5. */
  nixVersion: string | undefined;
  /** Whether it takes us for one of its trusted users. */
  trust: 'unknown' | 'trusted' | 'untrusted';
  /** What both can beyond the protocol's number. */
  features: readonly string[];
}

const TRUST = ['unknown', 'trusted', 'untrusted'] as const;

/** Agrees on a protocol. Throws `NixError`: `protocol` for one that we do not speak, `refused` when nothing is said at all. */
export async function shakeHands(reader: WireReader, send: (bytes: Uint8Array) => void): Promise<Greeting> {
  reader.allow(MOST_IN_GREETING);
  send(
    new WireWriter()
      .number(OUR_MAGIC)
      .number((MAJOR << 8) | NEWEST)
      .bytes(),
  );
  if ((await firstWord(reader)) !== THEIR_MAGIC)
    throw new NixError('protocol', 'What listens there is no Nix daemon.');
  const minor = agreed(await reader.number());

  const features = minor >= 38 ? await exchangeFeatures(reader, send) : [];
  const unusedSettings = new WireWriter().number(0).number(0);
  send(unusedSettings.bytes());
  const nixVersion = minor >= 33 ? await reader.string() : undefined;
  const trust = minor >= 35 ? TRUST[await reader.small(2)] : 'unknown';
  if (!trust) throw brokenProtocol('an unknown trust');
  await readMessages(
    reader,
    () => {},
    () => {},
  );
  return { minor, nixVersion, trust, features };
}

/** It closes without a word on people whom it does not serve. */
async function firstWord(reader: WireReader): Promise<bigint> {
  try {
    return await reader.u64();
  } catch (error) {
    if (!(error instanceof NixError && error.code === 'daemon-gone')) throw error;
    throw new NixError(
      'refused',
      'The Nix daemon hangs up on us. Does `allowed-users` in nix.conf have this user?',
      { cause: error },
    );
  }
}

function agreed(theirs: number): number {
  const [major, minor] = [Math.floor(theirs / 256), theirs % 256];
  if (major === MAJOR && minor >= OLDEST) return Math.min(minor, NEWEST);
  throw new NixError(
    'protocol',
    `The Nix daemon speaks protocol ${major}.${minor}, and I need ${MAJOR}.${OLDEST} or a later 1: ` +
      `${major > MAJOR ? 'it is newer than I am' : 'it is older than Nix 2.4'}.`,
  );
}

async function exchangeFeatures(
  reader: WireReader,
  send: (bytes: Uint8Array) => void,
): Promise<readonly string[]> {
  send(new WireWriter().strings(FEATURES).bytes());
  const theirs = await reader.strings();
  return FEATURES.filter((feature) => theirs.includes(feature));
}
