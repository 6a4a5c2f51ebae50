import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { never } from '../../contracts/nix.ts';
import type { Killing, Victim } from './kill-bed.ts';
import { install } from './local-fixture.ts';

export const KINDS = ['install', 'rollback', 'delete', 'undo', 'compound', 'service'] as const;
export type Kind = (typeof KINDS)[number] | 'update';

const PACKAGES = ['ripgrep', 'jq', 'bat', 'fd', 'fzf', 'eza', 'gimp', 'vlc', 'mpv', 'inkscape'];
const cups = ServiceName.parse('cups');
const nginx = ServiceName.parse('nginx');
const oldest: Request = { intent: 'delete_generations', limit: { kind: 'oldest', count: 2 } };

/** Requests of that kind that change something now; nothing where there are none. */
export async function requestsOf(kind: Kind, nix: Nix, next: () => number): Promise<readonly Request[]> {
  const { installed, generations, current } = await nix.facts(never);
  const other = generations.filter(({ number }) => number !== current);
  const target = other[Math.floor(next() * other.length)]?.number ?? 1;
  const missing = PACKAGES.filter((name) => !installed.includes(name));
  const change: Request = missing[0]
    ? install(missing[Math.floor(next() * missing.length)] as string)
    : { intent: 'remove_package', package: Attribute.parse(PACKAGES[0]) };
  switch (kind) {
    case 'install':
      return [change];
    case 'rollback':
      return [{ intent: 'rollback', target: { kind: 'number', number: target } }];
    case 'delete':
      return [oldest];
    case 'undo':
      return [{ intent: 'edit_undo' }];
    case 'update':
      return [{ intent: 'update_system' }];
    case 'service':
      return [
        await either(
          nix,
          { intent: 'service_stop', service: nginx },
          { intent: 'service_start', service: nginx },
        ),
      ];
    case 'compound':
      return [
        change,
        await either(
          nix,
          { intent: 'service_enable', service: cups },
          { intent: 'service_disable', service: cups },
        ),
        { intent: 'set_option', option: OptionPath.parse('zramSwap.enable'), value: next() < 0.5 },
        oldest,
      ];
  }
}

/** The first, if that changes something. */
async function either(nix: Nix, first: Request, other: Request): Promise<Request> {
  const planned = await nix.plan([first], never);
  return planned.type === 'plan' ? first : other;
}

const STEPS = ['ready', 'planning', 'begun'] as const;
const MOSTLY = [0, 1, 2, 2, 2, 2, 2] as const;

/** At a random moment, as a rule while the change is made, and sometimes just after it was. */
export function randomKilling(
  victims: readonly Victim[],
  atMs: readonly number[],
  next: () => number,
): Killing {
  const step = MOSTLY[Math.floor(next() * MOSTLY.length)] ?? 2;
  const lasts = (atMs.at(-1) ?? 0) - (atMs[step] ?? 0);
  const victim = victims[Math.floor(next() * victims.length)] ?? 'process';
  return { after: STEPS[step] ?? 'begun', ms: next() * lasts * 1.05, victim };
}
