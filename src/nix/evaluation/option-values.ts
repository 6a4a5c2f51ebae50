import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import type { OptionPath } from '../names.ts';

export interface WantedValues {
  options: readonly OptionPath[];
  /** Also which files list packages for all users. */
  packages?: boolean;
}

const Scalar = z.union([z.boolean(), z.number(), z.string(), z.null()]);

const OptionInUse = z.object({
  path: z.string(),
  /** False: no such option. */
  exists: z.boolean(),
  /** What it is in the end; absent when it has no value, or one that is neither scalar nor a list of them. */
  value: z.union([Scalar, z.array(Scalar)]).optional(),
  /** The files whose definitions count: those that others override are not among them. */
  files: z.array(z.string()),
  /** Of those definitions: 100 is plain, less is stronger (`mkForce` is 50), 1500 the default of NixOS. */
  priority: z.number().nullish(),
});

const Printed = z.object({
  options: z.array(OptionInUse),
  /** By file, the names of packages in `environment.systemPackages`, without version; NixOS's own files among them. */
  packages: z.array(z.object({ file: z.string(), names: z.array(z.string()) })),
  /** Of a flake: the folder in the store that its files were copied to, by which it tells them. */
  root: z.string().nullable(),
});

export type OptionValues = Pick<z.infer<typeof Printed>, 'options' | 'packages'>;

/** What `option-values.nix` printed; the files of a flake as they are in `source`, the folder it was copied from. */
export function parseOptionValues(text: string, source: string): OptionValues {
  try {
    const { options, packages, root } = Printed.parse(JSON.parse(text));
    const original = (file: string) =>
      root && file.startsWith(`${root}/`) ? `${source}${file.slice(root.length)}` : file;
    return {
      options: options.map((found) => ({ ...found, files: found.files.map(original) })),
      packages: packages.map((found) => ({ ...found, file: original(found.file) })),
    };
  } catch (cause) {
    throw new NixError('bad-state', 'Nix told the values of options in a way that we do not know.', {
      cause,
    });
  }
}
