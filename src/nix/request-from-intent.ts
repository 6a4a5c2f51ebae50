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
      return { package: slots.package, ...(slots.scope !== undefined && { scope: slots.scope }) };
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
    case 'use_system':
      return { system: slots.system };
    case 'get_model':
      return slots.model === undefined ? {} : { model: slots.model };
    default:
      return {};
  }
}

function rollbackTarget(slots: Slots): object | undefined {
  const { target, number, offset, iso } = slots;
  if (typeof offset === 'number') return { kind: 'back', count: Math.abs(offset) };
  if (target === 'previous' || (target === undefined && number === undefined))
    return describedTarget(slots) ?? { kind: 'previous' };
  if (typeof target === 'number') return { kind: 'number', number: target };
  if (typeof target !== 'string') return typeof number === 'number' ? { kind: 'number', number } : undefined;
  const [, kind, said = ''] = /^(number|date|description):(.*)$/s.exec(target) ?? [];
  switch (kind) {
    case 'number':
      return /^\d{1,7}$/.test(said) ? { kind, number: Number(said) } : undefined;
    case 'date':
      return { kind, iso, spoken: plainWords(said) };
    case 'description':
      return describedTarget(slots) ?? { kind, spoken: plainWords(said) };
    default:
      return undefined;
  }
}

/** What a description means to the system, when it means something (`understanding/generation-description.ts`). */
function describedTarget({ meant, package: named, before }: Slots): object | undefined {
  switch (meant) {
    case 'oldest':
      return { kind: 'oldest' };
    case 'before-update':
      return { kind: 'update', when: 'before' };
    case 'before-that':
      return before === undefined ? { kind: 'previous' } : { kind: 'before', number: before };
    case 'package-came':
    case 'before-package':
    case 'with-package':
    case 'without-package':
      return { kind: 'package', package: named, when: meant.replace(/-?package-?/, '') };
    default:
      return undefined;
  }
}

/** For reading back: whatever is no word is left out. */
function plainWords(said: SlotValue): string {
  return String(said)
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80)
    .trim();
}

/** Without endpoints, what the last change did; one alone is compared with the present. */
function endpoints({ from, to, iso_from, iso_to }: Slots): object {
  if (from === undefined && to === undefined) return { from: { kind: 'previous' }, to: { kind: 'current' } };
  return {
    from: from === undefined ? { kind: 'current' } : generationRef(from, iso_from),
    to: to === undefined ? { kind: 'current' } : generationRef(to, iso_to),
  };
}

function generationRef(value: SlotValue, iso: SlotValue | undefined): object | undefined {
  if (value === 'current' || value === 'previous') return { kind: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  const said = /^date:(.*)$/s.exec(String(value))?.[1];
  return said === undefined ? undefined : { kind: 'date', iso, spoken: plainWords(said) };
}

/** Exactly one of them; without any, which ones is still to be asked. */
function deleteLimit({ older_than, keep, numbers, oldest, iso }: Slots): object | undefined {
  const given = [older_than, keep, numbers, oldest].filter((slot) => slot !== undefined);
  if (given.length !== 1) return undefined;
  if (older_than !== undefined) return ageLimit(older_than, iso);
  if (keep !== undefined) return { kind: 'keep', count: keep };
  if (oldest !== undefined) return { kind: 'oldest', count: oldest };
  return { kind: 'numbers', numbers: Array.isArray(numbers) ? [...new Set(numbers)] : numbers };
}

/** Older than a duration, or than a date: that begins with `<`. */
function ageLimit(older_than: SlotValue, iso: SlotValue | undefined): object {
  if (typeof iso === 'string' && iso.startsWith('<'))
    return { kind: 'before', iso, spoken: plainWords(older_than) };
  return { kind: 'older_than', days: daysIn(older_than) };
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
