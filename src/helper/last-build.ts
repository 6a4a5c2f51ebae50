import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '#base/durable-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import type { NixPlaces } from '#nix/places.ts';
import { readNote } from './note.ts';
import type { HelperSettings } from './settings.ts';

const LastBuild = z.strictObject({ toplevel: z.string() });

/** The toplevel that the helper itself built last: the only one that it activates without being a generation. */
export function lastBuild({ state }: HelperSettings): string | undefined {
  return readNote(fileIn(state), LastBuild)?.toplevel;
}

/** Also keeps it from being collected as garbage. */
export function rememberBuild(toplevel: string, { state, places }: HelperSettings): void {
  const link = rememberedBuild(places);
  makeFolder(dirname(link));
  const unfinished = `${link}.new`;
  rmSync(unfinished, { force: true });
  symlinkSync(toplevel, unfinished);
  renameSync(unfinished, link);
  writeDurably(fileIn(state), `${JSON.stringify({ toplevel })}\n`);
}

/** The link that keeps it. */
export function rememberedBuild({ state }: Pick<NixPlaces, 'state'>): string {
  return join(state, 'gcroots/ask-nix-last-build');
}

function fileIn(state: string): string {
  return join(state, 'last-build.json');
}
