import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';
import { readManaged } from '#nix/configuration/managed-file.ts';
import { ManagedConfig, managedText } from '#nix/managed-config.ts';
import type { HelperSettings } from './settings.ts';

/** Keeps the managed file as it is, if somebody wrote it in a way of their own, so that it can come back byte for byte. */
export function keepOwnFormatting({ places, state }: HelperSettings): void {
  const present = readManaged(places);
  if (present.type !== 'managed' || !present.bytes) return;
  if (Buffer.from(present.bytes).toString('utf8') === managedText(present.config)) return;
  writeDurably(fileIn(state), present.bytes);
}

/** The bytes that say what `content` says, as they were kept last; undefined when those said something else. */
export function inOwnFormatting(content: ManagedConfig, { state }: HelperSettings): Uint8Array | undefined {
  try {
    const bytes = readFileSync(fileIn(state));
    const kept = ManagedConfig.parse(JSON.parse(bytes.toString('utf8')));
    return managedText(kept) === managedText(content) ? bytes : undefined;
  } catch {
    // Most of the time there are none.
    return undefined;
  }
}

function fileIn(state: string): string {
  return join(state, 'own-formatting.json');
}
