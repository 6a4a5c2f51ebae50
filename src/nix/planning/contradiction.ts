import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { Request } from '../request.ts';

/** What requests of one sentence want in two ways at once ("install it and remove it"): its name, and those two. */
export function contradictionAmong(
  requests: readonly Request[],
  index: SettingsIndex,
): { subject: string; requests: readonly Request[] } | undefined {
  const wishes = new Map<string, { wish: string; by: Request }>();
  for (const request of requests) {
    for (const [about, subject, wish] of wishesOf(request, index)) {
      const key = `${about} ${subject}`;
      const other = wishes.get(key);
      if (other && other.wish !== wish) return { subject, requests: [other.by, request] };
      wishes.set(key, { wish, by: request });
    }
  }
  return undefined;
}

type Wish = readonly [about: string, subject: string, wish: string];

function wishesOf(request: Request, index: SettingsIndex): readonly Wish[] {
  switch (request.intent) {
    case 'install_package':
    case 'remove_package':
      return [[request.scope ? 'own package' : 'package', request.package, request.intent]];
    case 'service_enable':
      return [['option', index.service(request.service)?.option ?? request.service, 'true']];
    case 'service_disable':
      return [
        ['option', index.service(request.service)?.option ?? request.service, 'false'],
        ['unit', request.service, 'stop'],
      ];
    case 'service_start':
    case 'service_restart':
      return [['unit', request.service, 'start']];
    case 'service_stop':
      return [['unit', request.service, 'stop']];
    case 'set_option':
      return index.option(request.option)?.type.kind === 'list'
        ? []
        : [['option', request.option, String(request.value)]];
    case 'rollback':
      return [['profile', 'generation', JSON.stringify(request.target)]];
    case 'edit_undo':
      return [['profile', 'generation', 'undo']];
    default:
      return [];
  }
}
