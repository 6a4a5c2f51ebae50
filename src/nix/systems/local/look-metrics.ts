import { readdirSync, readFileSync } from 'node:fs';
import { cpus, freemem, totalmem, uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../answer.ts';
import type { LocalSystem } from './local-system.ts';

/** Between the two looks at what the processors did. */
const SAMPLE_MS = 250;

export async function metricsOf({ hits }: Pick<LocalSystem, 'hits'>, signal: AbortSignal): Promise<Answer> {
  const before = busyTime();
  await sleep(SAMPLE_MS, undefined, { signal });
  const after = busyTime();
  const total = after.total - before.total;
  const celsius = temperature();
  const hitRates = hits.rates();
  return {
    type: 'metrics',
    processorPercent: total === 0 ? 0 : Math.round((100 * (after.busy - before.busy)) / total),
    memoryUsedBytes: totalmem() - freemem(),
    memoryTotalBytes: totalmem(),
    uptimeMs: Math.round(uptime() * 1000),
    ...(celsius !== undefined && { celsius }),
    ...(Object.keys(hitRates).length > 0 && { hitRates }),
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
