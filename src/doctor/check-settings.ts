import type { Grammar } from '#understanding/grammar.ts';
import { type Found, ok } from './finding.ts';

/** Both throw `ConfigError` with the place of a mistake. */
export async function checkSettings(read: () => Promise<unknown>): Promise<Found> {
  await read();
  return ok('The settings are right.');
}

export async function checkGrammar(read: () => Promise<Grammar>): Promise<Found> {
  const { sentences, files } = await read();
  return ok(`I understand ${sentences.length} kinds of sentences, from ${files.length} files.`);
}
