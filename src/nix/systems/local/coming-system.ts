import { readFileSync } from 'node:fs';
import type { Software } from '../../planning/world.ts';
import { type Derivation, parseDerivation } from '../../rebuild/derivation.ts';
import { nameOfPath } from '../../store/path-name.ts';
import { softwareFrom } from './software.ts';
import { parseTold } from './told.ts';

/** What a system will have, as its recipe tells before it is built. */
export interface ComingSystem {
  software: Software;
  /** Of NixOS's own making or changed by it, without `.service`; what packages bring besides is not among them. */
  services: ReadonlySet<string>;
}

/** Undefined where its derivation, or one that it is made from, is not there or of a form that we do not know. */
export function comingSystem(derivation: string): ComingSystem | undefined {
  const system = readDerivation(derivation);
  const path = inputOf(system, /^system-path\.drv$/);
  const etc = inputOf(system, /^etc\.drv$/);
  const units = inputOf(etc, /^system-units\.drv$/);
  const packages = path && packagesIn(path);
  if (!packages || !units) return undefined;
  const record = inputOf(etc, /^etc-(?:ask-nix-)?managed\.json\.drv$/)?.environment.get('text');
  return {
    software: softwareFrom(record ? parseTold(record) : undefined, packages),
    services: servicesIn(units),
  };
}

/** What a `buildEnv` is told to link, as JSON or with spaces between. */
const LISTS = ['pkgs', 'paths'];

/** Where it is told otherwise, all that it is made from: the programs that make it as well, in this system and in that. */
function packagesIn({ environment, outputs, inputs }: Derivation): readonly string[] {
  const list = LISTS.map((name) => environment.get(name)).find((text) => text !== undefined);
  const [own = ''] = outputs.values();
  const store = own.slice(0, own.lastIndexOf('/') + 1);
  if (list === undefined || store === '') return [...inputs.keys()].map((path) => path.replace(/\.drv$/, ''));
  return list.split(/[\s"]+/).filter((word) => word.startsWith(store));
}

const UNIT = /^unit-(.+)\.service(?:\.drv)?$/;

function servicesIn({ inputs, sources }: Derivation): ReadonlySet<string> {
  return new Set([...inputs.keys(), ...sources].flatMap((path) => UNIT.exec(nameOfPath(path))?.[1] ?? []));
}

function inputOf(derivation: Derivation | undefined, name: RegExp): Derivation | undefined {
  const path = [...(derivation?.inputs.keys() ?? [])].find((one) => name.test(nameOfPath(one)));
  return path === undefined ? undefined : readDerivation(path);
}

function readDerivation(path: string): Derivation | undefined {
  try {
    return parseDerivation(readFileSync(path, 'utf8'));
  } catch {
    // Collected as garbage, or not ours to read.
    return undefined;
  }
}
