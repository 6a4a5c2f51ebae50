import type { Answer } from '../../answer.ts';
import type { ServiceName } from '../../names.ts';
import { serviceLog } from '../../services/service-log.ts';
import type { LocalSystem } from './local-system.ts';
import { unitsOf } from './read-local.ts';

/** As systemd says it is, and whether it comes with the system. */
export async function serviceStatusOf(
  service: ServiceName,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Answer> {
  const [reading] = await system.units.read([service], signal);
  const enabled = unitsOf(system.read().current.toplevel).includes(service);
  return {
    type: 'service',
    service,
    state: reading?.state ?? 'stopped',
    enabled,
    ...(reading?.since !== undefined && { since: reading.since }),
  };
}

export async function serviceLogOf(
  service: ServiceName,
  { programs }: LocalSystem,
  signal: AbortSignal,
): Promise<Answer> {
  return { type: 'service-log', service, lines: await serviceLog(programs.journalctl, service, signal) };
}
