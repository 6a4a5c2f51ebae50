import { fitsType } from '#catalogue/option.ts';
import type { Answer } from '../answer.ts';
import type { ManagedValue } from '../managed-config.ts';
import type { OptionValue } from '../names.ts';
import type { Request } from '../request.ts';
import { type Change, moved, nothing, runningAfter } from './change.ts';
import { optionAt, presentValue, serviceOf, wantedBy } from './settings.ts';
import type { World } from './world.ts';

type Asked<Intent extends Request['intent']> = Extract<Request, { intent: Intent }>;

export function withService(
  change: Change,
  { intent, service }: Asked<'service_enable' | 'service_disable'>,
  world: World,
): Answer | undefined {
  if (!world.settings.service(service)) return noSuchService(service, world);
  const wanted = intent === 'service_enable';
  if (change.services.has(service) === wanted)
    return nothing(wanted ? 'already-enabled' : 'already-disabled', service);
  if (wanted) change.services.add(service);
  else change.services.delete(service);
  return moved(change);
}

/** Only what the system enables can be started. */
export function withUnit(
  change: Change,
  { intent, service }: Asked<'service_start' | 'service_stop' | 'service_restart'>,
  world: World,
): Answer | undefined {
  if (!world.settings.service(service)) return noSuchService(service, world);
  const isRunning = runningAfter(change, world).has(service);
  if (intent === 'service_stop') {
    if (!isRunning) return nothing('already-stopped', service);
    change.units.set(service, 'stop');
    return undefined;
  }
  const activates = change.moves && change.activation !== 'boot';
  const isEnabled = activates ? change.services.has(service) : world.enabled.has(service);
  if (!isEnabled) return nothing('not-enabled', service);
  if (intent === 'service_start' && isRunning) return nothing('already-running', service);
  change.units.set(service, intent === 'service_start' ? 'start' : 'restart');
  return undefined;
}

export function withOption(
  change: Change,
  { option, value }: Asked<'set_option'>,
  world: World,
): Answer | undefined {
  const found = optionAt(option, world.settings);
  if (!found) return { type: 'no-such-option', option, near: world.near.option(option) };
  if (!fitsType(value, found.type) || (option === 'time.timeZone' && !isTimeZone(value)))
    return { type: 'bad-value', option, value, wants: wantedBy(found.type) };
  const present = presentValue(option, change, world.settings);
  const wanted = found.type.kind === 'list' ? withElement(present, value) : value;
  if (wanted === present) return nothing('already-set', option);
  const service = serviceOf(option, world.settings);
  if (!service) change.options.set(option, wanted);
  else if (value === true) change.services.add(service.unit);
  else change.services.delete(service.unit);
  change.named.add(option);
  return moved(change);
}

/** The list with one more element; the very same list when it has that already. */
function withElement(present: ManagedValue | undefined, value: OptionValue): ManagedValue {
  const list = Array.isArray(present) ? present : [];
  return list.includes(value) && Array.isArray(present) ? present : [...list, value];
}

/** One that exists, not only one that looks like it. */
function isTimeZone(value: OptionValue): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(value) }) !== undefined;
  } catch {
    // It throws for what it does not know.
    return false;
  }
}

export function noSuchService(service: string, { near }: Pick<World, 'near'>): Answer {
  return { type: 'no-such-service', service, near: near.service(service) };
}
