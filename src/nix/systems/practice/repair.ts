import { existsSync, lstatSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import type { Contents } from './contents.ts';
import { type Damage, linkIn } from './damage.ts';
import { entriesBelow } from './entries-below.ts';
import { isReadable } from './is-readable.ts';
import { type Layout, parseLinkName } from './layout.ts';
import { currentToplevel, readToplevel } from './read-system.ts';
import { addPath } from './store.ts';

/**
 * Makes damaged paths hold again what they should, file by file, so that a kill never leaves less than there was. Those for
 * which nothing tells what that is become garbage, and generations that were made of them go; what the system in use
 * needs of them is given back.
 */
export function repairPaths(layout: Layout, damaged: readonly Damage[]): Damage[] {
  for (const { name, contents } of damaged) if (contents) repairPath(layout, name, contents);
  const lost = damaged.filter(({ contents }) => contents === undefined);
  if (lost.length === 0) return [];
  const inUse = neededNow(layout);
  for (const { name } of lost) if (!inUse.has(name)) giveUp(layout, name);
  return lost.filter(({ name }) => inUse.has(name));
}

function neededNow(layout: Layout): Set<string> {
  const toplevels = [layout.currentSystem, layout.bootedSystem].flatMap((link) => linkIn(link) ?? []);
  const all = [currentToplevel(layout), ...toplevels];
  const readable = all.filter((toplevel) => isReadable(() => readToplevel(layout, toplevel)));
  return new Set([...all, ...readable.flatMap((toplevel) => readToplevel(layout, toplevel)?.needs ?? [])]);
}

/** Hidden, so that collecting the garbage deletes it. */
function giveUp(layout: Layout, name: string): void {
  for (const link of readdirSync(layout.profiles)) {
    const path = join(layout.profiles, link);
    if (parseLinkName(link) !== undefined && linkIn(path) === name) rmSync(path);
  }
  const hidden = join(layout.store, `.damaged-${name}`);
  rmSync(hidden, { recursive: true, force: true });
  if (lstatSync(join(layout.store, name), { throwIfNoEntry: false }))
    renameSync(join(layout.store, name), hidden);
}

function repairPath(layout: Layout, name: string, contents: Contents): void {
  const path = join(layout.store, name);
  if (existsSync(path) && !lstatSync(path).isDirectory()) rmSync(path);
  if (!existsSync(path)) return void addPath(layout, name, contents);
  const { files, links, folders } = contents;
  const wanted = new Set([...Object.keys(files), ...Object.keys(links)]);
  for (const entry of [...entriesBelow(path)]) if (!wanted.has(entry.path)) rmSync(join(path, entry.path));
  for (const folder of folders) makeFolder(join(path, folder));
  // Nothing in a store begins with a dot, so what a kill leaves of this is garbage.
  const temporary = join(layout.store, `.${process.pid}-repair`);
  const put = (file: string, make: () => void) => {
    rmSync(temporary, { force: true });
    make();
    makeWay(join(path, file));
    renameSync(temporary, join(path, file));
  };
  for (const [file, text] of Object.entries(files))
    put(file, () => writeFileSync(temporary, text, { mode: 0o755, flush: true }));
  for (const [link, target] of Object.entries(links)) put(link, () => symlinkSync(target, temporary));
}

/** A folder where a file belongs, and a file where its folder belongs, have to go. */
function makeWay(file: string): void {
  const folder = dirname(file);
  if (existsSync(folder) && !lstatSync(folder).isDirectory()) rmSync(folder);
  makeFolder(folder);
  if (existsSync(file) && lstatSync(file).isDirectory()) rmSync(file, { recursive: true });
}
