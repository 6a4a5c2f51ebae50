import { NixError } from '#base/errors.ts';
import type { LocalSystem } from './local-system.ts';
import type { Pending } from './records.ts';

/** What of a change that was broken off is known not to have been done. */
export interface Undone {
  /** A service may be as it was ordered to be. */
  isBegun: boolean;
  /** In a sentence after a space; '' for nothing. */
  said: string;
}

type Order = readonly [service: string, order: 'start' | 'stop' | 'restart'];

/** Looks at services, generations and what else does not show in the profile. */
export async function notDone(
  { units = {}, deletes = [], requests }: Pending,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Undone> {
  const orders = Object.entries(units) as Order[];
  const open = await openOrders(orders, system, signal);
  const present = new Set(system.read().generations.map(({ number }) => number));
  const asked = new Set(requests.map(({ intent }) => intent));
  const work = [
    ...(open ?? orders).map(([service, order]) => `${DOING[order]} ${service}`),
    ...deletes.filter((number) => present.has(number)).map((number) => `deleting generation ${number}`),
    ...(asked.has('repair_system') ? ['repairing the store'] : []),
    ...(asked.has('collect_garbage') ? ['collecting garbage'] : []),
  ];
  return {
    isBegun: orders.length > 0 && open?.length !== orders.length,
    said: work.length === 0 ? '' : ` Not done, or not to its end: ${work.join(', ')}.`,
  };
}

const DOING = { start: 'starting', stop: 'stopping', restart: 'restarting' } as const;

/** Those that do not show: of a restart nobody can tell. Undefined when nobody tells of services. */
async function openOrders(
  orders: readonly Order[],
  { units }: LocalSystem,
  signal: AbortSignal,
): Promise<Order[] | undefined> {
  if (orders.length === 0) return [];
  try {
    const readings = await units.read(
      orders.map(([service]) => service),
      signal,
    );
    return orders.filter(([, order], index) => {
      const isRunning = readings[index]?.state === 'running';
      return order === 'restart' || (order === 'start') !== isRunning;
    });
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}
