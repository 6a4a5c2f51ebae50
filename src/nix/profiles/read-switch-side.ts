import { accessSync, constants } from 'node:fs';
import { namesIn, targetOf, textIn } from './if-there.ts';
import type { SwitchSide } from './switch-concerns.ts';
import { toplevelReader } from './toplevel-facts.ts';

const UNIT = /^[\w@:.\\-]+\.(?:mount|path|service|socket|swap|target|timer)$/;

/** Reads what matters of a toplevel when it is switched to or from. What is not there is empty; never throws. */
export function readSwitchSide(toplevel: string, number: number): SwitchSide {
  return {
    number,
    kernel: toplevelReader()(toplevel)?.kernel ?? '',
    architecture: lineIn(`${toplevel}/system`),
    initInterface: lineIn(`${toplevel}/init-interface-version`),
    units: unitsIn(`${toplevel}/etc/systemd/system`),
    canSwitch: isProgram(`${toplevel}/bin/switch-to-configuration`),
  };
}

function unitsIn(folder: string): Map<string, string> {
  const units = new Map<string, string>();
  for (const name of namesIn(folder)) {
    if (!UNIT.test(name)) continue;
    const file = `${folder}/${name}`;
    // On NixOS a unit is a link into a store path of its own, whose name changes with what is in it.
    units.set(name, targetOf(file) ?? lineIn(file));
  }
  return units;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function lineIn(file: string): string {
  return textIn(file)?.trim() ?? '';
}
