import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { NixError } from '#base/errors.ts';
import { Attribute } from '../../attribute.ts';
import { OptionPath, OptionValue, ServiceName } from '../../names.ts';
import { FIRST_OPTIONS, FIRST_SERVICES } from './history.ts';

/** What the folder is: made when, on which week's nixpkgs its revision 0 was. */
export const Marker = z.strictObject({
  practiceSystem: z.literal(1),
  madeAt: z.number(),
  hostName: z.string(),
});
export type Marker = z.infer<typeof Marker>;

/** What an option is set to; a list as a whole. */
const SetValue = z.union([OptionValue, z.array(OptionValue).max(500)]);

/** Services that are enabled and options that are set. What was made before there were any has those of a new system. */
export const Settings = z.strictObject({
  services: z
    .array(ServiceName)
    .max(1000)
    .prefault([...FIRST_SERVICES]),
  options: z.record(OptionPath, SetValue).prefault({ ...FIRST_OPTIONS }),
});
export type Settings = z.infer<typeof Settings>;

/** The managed configuration: what is to be installed, from which revision of nixpkgs, and how it is set. */
export const ManagedConfig = Settings.extend({
  packages: z.array(Attribute).max(5000),
  revision: z.int().min(0).max(10_000),
});
export type ManagedConfig = z.infer<typeof ManagedConfig>;

/**
 * Changes that can still be undone, oldest first: each went from one generation to another, or to the same when only
 * services were started or stopped. `units`: how those were before.
 */
export const UndoRecord = z.array(
  z.strictObject({
    from: z.int(),
    to: z.int(),
    units: z.record(z.string(), z.enum(['running', 'stopped'])).optional(),
  }),
);
export type UndoRecord = z.infer<typeof UndoRecord>;

/** Services whose state is not what starting the running system made it, and since when, milliseconds since 1970. */
export const Units = z.record(
  ServiceName,
  z.strictObject({ state: z.enum(['running', 'stopped', 'failed']), since: z.number() }),
);
export type Units = z.infer<typeof Units>;

/** A change on its way: the state before it and the state after it. */
export const PendingChange = z.strictObject({
  generation: z.int(),
  toplevel: z.string(),
  /** The generation's link does not exist before. */
  makesLink: z.boolean(),
  madeAt: z.number(),
  /** Also becomes what runs now; false for `rebuild boot`. */
  activates: z.boolean(),
  before: z.strictObject({ config: ManagedConfig, undo: UndoRecord, units: Units.optional() }),
  after: z.strictObject({ config: ManagedConfig, undo: UndoRecord, units: Units.optional() }),
});
export type PendingChange = z.infer<typeof PendingChange>;

/** What one generation has installed, kept in its `sw` as JSON. */
export const Software = z.array(
  z.strictObject({ attribute: z.string(), version: z.string(), path: z.string() }),
);
export type Software = z.infer<typeof Software>;

/** Errors that say nothing of the file itself, so that it must not be made anew. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EMFILE', 'ENFILE']);

/** The part of `boot.json` that says what the system was made from, as NixOS lets others add theirs. */
export const RECIPE = 'ask-nix.practice.v1';

/** Reads and checks a JSON file; `absent` stands for a missing one. Throws NixError bad-state, unwritable. */
export function readRecord<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
  absent?: z.infer<Shape>,
): z.infer<Shape> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (absent !== undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return absent;
    if (IN_THE_WAY.has((cause as NodeJS.ErrnoException).code ?? ''))
      throw new NixError('unwritable', `${file} cannot be read: ${sayDiskTrouble(cause)}.`, { cause });
    throw damaged(file, 'cannot be read', cause);
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(file, 'is not what it should be', cause);
  }
}

/** The error for a practice system that cannot be trusted. Nothing is deleted: its owner decides. */
export function damaged(path: string, what: string, cause?: unknown): NixError {
  const root =
    /^(.*)\/(?:nix\/(?:store|var)|etc\/nixos|var\/lib\/ask-nix|run|practice\.json)(?:\/|$)/.exec(path)?.[1] ??
    path;
  const shown = /^[\w./-]+$/.test(root) ? root : `'${root.replaceAll("'", "'\\''")}'`;
  return new NixError(
    'bad-state',
    `The practice system is damaged: ${path} ${what}. Start ask-nix again: it mends what it can. If that does not help, move its folder away to get a new one. Type: mv ${shown} ${shown}.damaged`,
    { cause },
  );
}
