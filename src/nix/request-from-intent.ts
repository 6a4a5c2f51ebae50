import type { Intent, Slots } from '#understanding/intent.ts';
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
