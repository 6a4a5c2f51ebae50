import { NixError } from '#base/errors.ts';
import { plainText } from '../plain-text.ts';
import { MOST_TRACES } from './limits.ts';
import type { WireReader } from './wire-reader.ts';

/** The daemon says that what was asked for failed. Its message is plain text, without "error:" in front. */
export class DaemonError extends NixError {
  /** 0 is an error, 1 a warning, up to 7. */
  readonly level: number;
  /** Where it came from, the innermost last. */
  readonly traces: readonly string[];

  constructor(message: string, level: number, traces: readonly string[]) {
    super('daemon-error', message);
    this.level = level;
    this.traces = traces;
  }
}

/** What follows an ERROR message since protocol 1.26. */
export async function readDaemonError(reader: WireReader): Promise<DaemonError> {
  await reader.string();
  const level = await reader.small(7);
  await reader.string();
  const message = await reader.string();
  await reader.small(0);
  const traces: string[] = [];
  for (let left = await reader.count(MOST_TRACES); left > 0; left--) {
    await reader.small(0);
    traces.push(plainText(await reader.string()).trim());
  }
  return new DaemonError(plainText(message).trim(), level, traces);
}
