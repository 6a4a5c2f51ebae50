/** What matters of a system when one is switched to or from. */
export interface SwitchSide {
  /** Of its generation. */
  number: number;
  kernel: string;
  /** What it was built for: `x86_64-linux`. */
  architecture: string;
  /** Two systems can only replace each other in operation when it is the same. */
  initInterface: string;
  /** Units by name, and what each is: the same text means the same unit. */
  units: ReadonlyMap<string, string>;
  /** Its program for switching is there. */
  canSwitch: boolean;
}

/** What the machine is at. */
export interface Running {
  /** Kernel that was booted. */
  kernel: string;
  /** Generations in the boot menu; empty when no menu is known. */
  bootMenu: readonly number[];
}

/** What should be known before a switch, the gravest first. */
export type SwitchConcern =
  /** These two forbid it. */
  | { what: 'no-switch-program' }
  | { what: 'other-architecture'; from: string; to: string }
  /** It takes effect only with the next start of the machine. */
  | { what: 'needs-restart' }
  /** What belongs to the kernel may not work until the next start. */
  | { what: 'other-kernel'; running: string; to: string }
  /** It is older than the `kept` generations of the boot menu: the next start would not bring it. */
  | { what: 'not-in-boot-menu'; kept: number }
  /** Units that go, come, and are replaced. */
  | { what: 'units'; stops: readonly string[]; starts: readonly string[]; replaces: readonly string[] };

export function switchConcerns(from: SwitchSide, to: SwitchSide, running: Running): SwitchConcern[] {
  const concerns: SwitchConcern[] = [];
  if (!to.canSwitch) concerns.push({ what: 'no-switch-program' });
  if (from.architecture !== to.architecture)
    concerns.push({ what: 'other-architecture', from: from.architecture, to: to.architecture });
  if (from.initInterface !== to.initInterface) concerns.push({ what: 'needs-restart' });
  if (to.kernel !== '' && to.kernel !== running.kernel)
    concerns.push({ what: 'other-kernel', running: running.kernel, to: to.kernel });
  if (running.bootMenu.length > 0 && to.number < Math.min(...running.bootMenu))
    concerns.push({ what: 'not-in-boot-menu', kept: running.bootMenu.length });
  const stops = namesOf(from.units, (name) => !to.units.has(name));
  const starts = namesOf(to.units, (name) => !from.units.has(name));
  const replaces = namesOf(to.units, (name, unit) => (from.units.get(name) ?? unit) !== unit);
  if (stops.length + starts.length + replaces.length > 0)
    concerns.push({ what: 'units', stops, starts, replaces });
  return concerns;
}

function namesOf(units: SwitchSide['units'], wanted: (name: string, unit: string) => boolean): string[] {
  return [...units]
    .filter(([name, unit]) => wanted(name, unit))
    .map(([name]) => name)
    .sort();
}
