import { NixError } from '#base/errors.ts';
import type { Answer, HealthFinding } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import { diskSpace } from '../../store/disk-space.ts';
import type { LocalSystem } from './local-system.ts';
import { managedOf } from './managed-after.ts';
import { obstacleIn } from './obstacle.ts';
import { unitsOf } from './read-local.ts';
import { deadBytes } from './store-sizes.ts';

const DAY_MS = 86_400_000;
const NEARLY_FULL_BYTES = 10e9;
const OLD_DAYS = 30;

/** Worst first. */
export async function healthOf(system: LocalSystem, signal: AbortSignal): Promise<Answer> {
  const { read, clock, places } = system;
  const { current, generations } = read();
  const obstacle = await obstacleIn(system, signal);
  const findings: HealthFinding[] = obstacle ? [{ what: 'no-changes', ...obstacle }] : [];
  findings.push(...(await serviceFindings(system, signal)));
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

/** What was not seen is not well. */
async function serviceFindings(
  { units, read, catalogue }: LocalSystem,
  signal: AbortSignal,
): Promise<HealthFinding[]> {
  const { active, current } = read();
  const known = unitsOf(active ?? current.toplevel).filter((unit) => catalogue.settings.service(unit));
  try {
    const readings = await units.read(known, signal);
    const failed = known.filter((_, index) => readings[index]?.state === 'failed');
    return failed.map((service) => ({ what: 'failed-service', service }));
  } catch (error) {
    if (error instanceof NixError) return [{ what: 'services-unknown' }];
    throw error;
  }
}

/** The day of the nixpkgs that a system was made from: `25.11.20251114.3f2a9c1`. */
function releasedAt(nixosVersion: string, now: number): number {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\./.exec(nixosVersion) ?? [];
  return year === undefined ? now : Date.UTC(Number(year), Number(month) - 1, Number(day));
}
