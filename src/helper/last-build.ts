import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '#base/durable-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import { readNote } from './note.ts';
import type { HelperSettings } from './settings.ts';

const LastBuild = z.strictObject({ toplevel: z.string() });

/** The toplevel that the helper itself built last: the only one that it activates without being a generation. */
export function lastBuild({ state }: HelperSettings): string | undefined {
  return readNote(fileIn(state), LastBuild)?.toplevel;
}

/** Also keeps it from being collected as garbage. */
export function rememberBuild(toplevel: string, { state, places }: HelperSettings): void {
  const roots = join(places.state, 'gcroots');
  makeFolder(roots);
  const link = join(roots, 'ask-nix-last-build');
  const unfinished = `${link}.new`;
  rmSync(unfinished, { force: true });
  symlinkSync(toplevel, unfinished);
  renameSync(unfinished, link);
  writeDurably(fileIn(state), `${JSON.stringify({ toplevel })}\n`);
}

function fileIn(state: string): string {
  return join(state, 'last-build.json');
}
