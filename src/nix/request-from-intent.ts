import type { Intent, Slots } from '#understanding/intent.ts';
import { Request } from './request.ts';

/** The request that an understood intent asks for; undefined when it asks nothing of Nix or a slot is odd. */
export function requestFrom(intent: Intent): Request | undefined {
  const fields = requestFields(intent.slots)[intent.intent];
  if (!fields) return undefined;
  const parsed = Request.safeParse({ intent: intent.intent, ...fields });
  return parsed.success ? parsed.data : undefined;
}

/** Only the slots that a request knows are taken along; zod judges their values. */
function requestFields(slots: Slots): Readonly<Record<string, object | undefined>> {
  const named = { package: slots.package };
  return {
    __proto__: null,
    install_package: named,
    remove_package: named,
    try_package: named,
    package_info: named,
    search_packages: { query: slots.query },
    list_installed: {},
    update_system: {},
    rebuild: { action: slots.action ?? 'switch' },
    list_generations: {},
    rollback: { target: rollbackTarget(slots) },
    collect_garbage: {},
    system_info: {},
    edit_undo: {},
  } as Readonly<Record<string, object | undefined>>;
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
