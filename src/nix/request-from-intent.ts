import { readDuration } from '#understanding/duration.ts';
import type { Intent, Slots, SlotValue } from '#understanding/intent.ts';
import { wordsOf } from '#understanding/words.ts';
import { Request } from './request.ts';

/** The request that an understood intent asks for; undefined when it asks nothing of Nix or a slot is odd. */
export function requestFrom({ intent, slots }: Intent): Request | undefined {
  const parsed = Request.safeParse({ intent, ...fieldsFrom(intent, slots) });
  return parsed.success ? parsed.data : undefined;
}

/** Only the slots that a request knows are taken along; zod judges the label and their values. */
function fieldsFrom(intent: string, slots: Slots): object {
  switch (intent) {
    case 'install_package':
    case 'remove_package':
    case 'try_package':
    case 'package_info':
      return { package: slots.package };
    case 'search_packages':
      return { query: slots.query };
    case 'rebuild':
      return { action: slots.action ?? 'switch' };
    case 'rollback':
      return { target: rollbackTarget(slots) };
    case 'compare_generations':
      return endpoints(slots);
    case 'delete_generations':
      return { limit: deleteLimit(slots) };
    case 'service_status':
    case 'service_logs':
    case 'service_start':
    case 'service_stop':
    case 'service_restart':
    case 'service_enable':
    case 'service_disable':
      return { service: slots.service };
    case 'set_option':
      return { option: slots.option, value: slots.value };
    case 'which_provides':
      return { program: slots.program };
    case 'get_model':
      return slots.model === undefined ? {} : { model: slots.model };
    default:
      return {};
  }
}

function rollbackTarget({ target, number, offset }: Slots): object | undefined {
  if (typeof offset === 'number') return { kind: 'back', count: Math.abs(offset) };
  if (target === 'previous' || (target === undefined && number === undefined)) return { kind: 'previous' };
  if (typeof target === 'number') return { kind: 'number', number: target };
  if (typeof target === 'string') {
    const digits = /^number:(\d{1,7})$/.exec(target)?.[1];
    return digits ? { kind: 'number', number: Number(digits) } : undefined;
  }
  return typeof number === 'number' ? { kind: 'number', number } : undefined;
}

/** Without endpoints, what the last change did; one alone is compared with the present. */
function endpoints({ from, to }: Slots): object {
  if (from === undefined && to === undefined) return { from: { kind: 'previous' }, to: { kind: 'current' } };
  return {
    from: from === undefined ? { kind: 'current' } : generationRef(from),
    to: to === undefined ? { kind: 'current' } : generationRef(to),
  };
}

function generationRef(value: SlotValue): object | undefined {
  if (value === 'current' || value === 'previous') return { kind: value };
  return typeof value === 'number' ? { kind: 'number', number: value } : undefined;
}

/** Exactly one of them; without any, which ones is still to be asked. */
function deleteLimit({ older_than, keep, numbers }: Slots): object | undefined {
  const given = [older_than, keep, numbers].filter((slot) => slot !== undefined);
  if (given.length !== 1) return undefined;
  if (older_than !== undefined) return { kind: 'older_than', days: daysIn(older_than) };
  if (keep !== undefined) return { kind: 'keep', count: keep };
  return { kind: 'numbers', numbers: Array.isArray(numbers) ? [...new Set(numbers)] : numbers };
}

const UNIT_HOURS: Readonly<Record<string, number>> = {
  hour: 1,
  day: 24,
  week: 7 * 24,
  month: 30 * 24,
  year: 365 * 24,
};

/** `30 days`, `two weeks`, `a year`; undefined for what is no number of days. */
function daysIn(duration: SlotValue): number | undefined {
  const read = typeof duration === 'string' ? readDuration(wordsOf(duration).words) : undefined;
  const [count, unit = ''] = read?.split(' ') ?? [];
  const days = (Number(count) * (UNIT_HOURS[unit.replace(/s$/, '')] ?? Number.NaN)) / 24;
  return Number.isInteger(days) ? days : undefined;
}
