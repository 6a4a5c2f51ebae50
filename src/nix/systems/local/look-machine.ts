import { readdirSync, readFileSync } from 'node:fs';
import { cpus, freemem, totalmem, uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { NixError } from '#base/errors.ts';
import type { Answer, HealthFinding } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import { diskSpace } from '../../store/disk-space.ts';
import type { LocalSystem } from './local-system.ts';
import { managedOf } from './managed-after.ts';
import { unitsOf } from './read-local.ts';

const DAY_MS = 86_400_000;
const NEARLY_FULL_BYTES = 10e9;
const OLD_DAYS = 30;
/** Between the two looks at what the processors did. */
const SAMPLE_MS = 250;

export function systemInfo({ read, hostName }: LocalSystem): Answer {
  const { current } = read();
  return {
    type: 'system',
    nixosVersion: current.nixosVersion,
    kernel: current.kernel,
    hostName,
    generation: current.number,
    memoryBytes: totalmem(),
    processor: cpus()[0]?.model ?? 'unknown',
    packages: current.software.length,
  };
}

export async function diskUsage(system: LocalSystem, signal: AbortSignal): Promise<Answer> {
  const { database, daemon, places, read } = system;
  const dead = await daemon.deadPaths(signal);
  const sizes = database.read((store) => ({ store: store.size().bytes, dead: store.sizeOf(dead).bytes }));
  if (sizes.type === 'refused')
    throw new NixError('bad-state', `The database of the store does not tell: ${sizes.detail}.`);
  return {
    type: 'disk-usage',
    ...diskSpace(places.store),
    storeBytes: sizes.value.store,
    deadBytes: sizes.value.dead,
    generations: read().generations.length,
  };
}

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
  const usage = await diskUsage(system, signal);
  if (usage.type === 'disk-usage' && usage.freeBytes < NEARLY_FULL_BYTES)
    findings.push({ what: 'disk-nearly-full', freeBytes: usage.freeBytes, deadBytes: usage.deadBytes });
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

export async function metricsOf(signal: AbortSignal): Promise<Answer> {
  const before = busyTime();
  await sleep(SAMPLE_MS, undefined, { signal });
  const after = busyTime();
  const total = after.total - before.total;
  const celsius = temperature();
  return {
    type: 'metrics',
    processorPercent: total === 0 ? 0 : Math.round((100 * (after.busy - before.busy)) / total),
    memoryUsedBytes: totalmem() - freemem(),
    memoryTotalBytes: totalmem(),
    uptimeMs: Math.round(uptime() * 1000),
    ...(celsius !== undefined && { celsius }),
  };
}

function busyTime(): { busy: number; total: number } {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = Object.values(times).reduce((sum, ms) => sum + ms, 0);
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}

/** The hottest of what the machine measures; undefined when it measures nothing. */
function temperature(): number | undefined {
  const zones = '/sys/class/thermal';
  try {
    const read = readdirSync(zones).flatMap((name) => {
      const thousandths = Number(readFileSync(`${zones}/${name}/temp`, 'utf8'));
      return Number.isFinite(thousandths) ? [Math.round(thousandths / 1000)] : [];
    });
    return read.length > 0 ? Math.max(...read) : undefined;
  } catch {
    // Many machines have none.
    return undefined;
  }
}
