import { readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import { isAlive } from '#base/process-life.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import { settingsOf } from '../../planning/settings.ts';
import { configText } from './commit-change.ts';
import { linkDated } from './durable-link.ts';
import {
  FIRST_GENERATION,
  FIRST_OPTIONS,
  FIRST_PACKAGES,
  FIRST_SERVICES,
  LEFT_OVER,
  PAST_CHANGES,
} from './history.ts';
import { layoutOf, linkName } from './layout.ts';
import { ManagedConfig, type Marker } from './records.ts';
import { FIRST_REVISION } from './releases.ts';
import { addPackage, addSystem, softwareEntry } from './store.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Makes a practice system with a history at `directory`, which is missing or empty. It appears there at once or not
 * at all; when two processes make one together, the first wins. Throws NixError unwritable.
 */
export function createSystem(directory: string, packages: PackageIndex, now: number): void {
  const building = `${directory}.new-${process.pid}`;
  try {
    makeFolder(dirname(directory));
    removeAbandoned(directory);
    build(building, packages, now);
    renameSync(building, directory);
  } catch (cause) {
    rmSync(building, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes((cause as NodeJS.ErrnoException).code ?? '')) return;
    throw new NixError(
      'unwritable',
      `The practice system cannot be made in ${directory}: ${sayDiskTrouble(cause)}. Make room there, or choose another folder with nix.directory or XDG_STATE_HOME.`,
      { cause },
    );
  }
}

/** Half-made ones of processes that were killed. */
function removeAbandoned(directory: string): void {
  const start = `${basename(directory)}.new-`;
  for (const name of readdirSync(dirname(directory))) {
    if (!name.startsWith(start)) continue;
    const pid = Number(name.slice(start.length));
    if (!Number.isInteger(pid) || !isAlive(pid))
      rmSync(join(dirname(directory), name), { recursive: true, force: true });
  }
}

function build(root: string, packages: PackageIndex, now: number): void {
  rmSync(root, { recursive: true, force: true });
  const layout = layoutOf(root);
  for (const folder of [layout.store, layout.profiles, dirname(layout.currentSystem), dirname(layout.undo)]) {
    makeFolder(folder);
  }
  const marker: Marker = { practiceSystem: 1, madeAt: now, hostName: 'practice' };
  const known = (attributes: readonly string[]): Package[] =>
    attributes.flatMap((attribute) => packages.byAttribute(attribute) ?? []);

  const installed = new Set(FIRST_PACKAGES);
  const services = new Set(FIRST_SERVICES);
  const options = new Map(Object.entries(FIRST_OPTIONS));
  let revision = FIRST_REVISION - 1;
  let toplevel = '';
  PAST_CHANGES.forEach(({ daysAgo, hour, adds = [], removes = [], enables = [], updated }, index) => {
    for (const attribute of adds) installed.add(attribute);
    for (const attribute of removes) installed.delete(attribute);
    for (const unit of enables) services.add(unit);
    if (updated) revision = FIRST_REVISION;
    const number = FIRST_GENERATION + index;
    const here = known([...installed].sort());
    for (const found of here) addPackage(layout, found, revision);
    toplevel = addSystem(layout, marker, {
      software: here.map((found) => softwareEntry(found, revision)),
      revision,
      settings: settingsOf({ services, options }),
    });
    const midnight = Math.floor(now / DAY_MS) * DAY_MS;
    linkDated(
      join(layout.profiles, linkName(number)),
      `../../../store/${toplevel}`,
      midnight - daysAgo * DAY_MS + hour * HOUR_MS,
    );
  });
  for (const found of known(LEFT_OVER)) addPackage(layout, found, 0);
  symlinkSync(linkName(FIRST_GENERATION + PAST_CHANGES.length - 1), layout.profile);
  for (const link of [layout.currentSystem, layout.bootedSystem])
    symlinkSync(`../nix/store/${toplevel}`, link);
  const attributes = known([...installed].sort()).map(({ attribute }) => attribute);
  const settings = settingsOf({ services, options });
  writeDurably(
    layout.config,
    configText(ManagedConfig.parse({ ...settings, packages: attributes, revision })),
  );
  writeDurably(layout.undo, '[]');
  writeDurably(layout.marker, JSON.stringify(marker));
}
