import { basename, join, resolve } from 'node:path';
import { targetOf } from './if-there.ts';
import { parseGenerationLink } from './link-name.ts';

/** The generation of Home Manager in use. */
export interface HomeManager {
  generation: number;
  toplevel: string;
  /** Store path of the environment with its packages. */
  environment?: string;
}

/** Undefined when Home Manager has no profile in `folder`, where the profiles of a person are. */
export function readHomeManager(folder: string): HomeManager | undefined {
  const link = targetOf(join(folder, 'home-manager'));
  if (link === undefined) return undefined;
  const generation = parseGenerationLink('home-manager', basename(link));
  const toplevel = targetOf(resolve(folder, link));
  if (generation === undefined || toplevel === undefined) return undefined;
  const environment = targetOf(join(toplevel, 'home-path'));
  return { generation, toplevel, ...(environment && { environment }) };
}
