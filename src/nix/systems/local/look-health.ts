import type { Answer, HealthFinding } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import { diskSpace } from '../../store/disk-space.ts';
import type { LocalSystem } from './local-system.ts';
import { deadBytes } from './look-machine.ts';
import { managedOf } from './managed-after.ts';
import { unitsOf } from './read-local.ts';

const DAY_MS = 86_400_000;
const NEARLY_FULL_BYTES = 10e9;
const OLD_DAYS = 30;

/** Worst first. */
export async function healthOf(system: LocalSystem, signal: AbortSignal): Promise<Answer> {
  const { units, read, catalogue, clock, places } = system;
  const { current, generations, active } = read();
  const findings: HealthFinding[] = [];
  const known = unitsOf(active ?? current.toplevel).filter((unit) => catalogue.settings.service(unit));
  const readings = await units.read(known, signal);
  known.forEach((service, index) => {
    if (readings[index]?.state === 'failed') findings.push({ what: 'failed-service', service });
  });
  const { freeBytes } = diskSpace(places.store);
  if (freeBytes < NEARLY_FULL_BYTES)
    findings.push({ what: 'disk-nearly-full', freeBytes, deadBytes: (await deadBytes(system, signal)) ?? 0 });
  const managed = readManaged(places);
  if (
    managed.type === 'managed' &&
    managedText(managed.config) !== managedText(managedOf(current, managed.config))
  )
    findings.push({ what: 'not-applied' });
  const booted = generations.find((one) => one.booted);
  if (booted && booted.kernel !== current.kernel) findings.push({ what: 'needs-restart' });
  const days = Math.floor((clock.now() - releasedAt(current.nixosVersion, clock.now())) / DAY_MS);
  if (days > OLD_DAYS) findings.push({ what: 'old-system', days });
  return { type: 'health', findings };
}

/** The day of the nixpkgs that a system was made from: `25.11.20251114.3f2a9c1`. */
function releasedAt(nixosVersion: string, now: number): number {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\./.exec(nixosVersion) ?? [];
  return year === undefined ? now : Date.UTC(Number(year), Number(month) - 1, Number(day));
}
