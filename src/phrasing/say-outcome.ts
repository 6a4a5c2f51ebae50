import type { OptionValue } from '#nix/names.ts';
import type { Request } from '#nix/request.ts';
import type { PhrasingContext } from './phrase.ts';
import { portNamed, saidValue } from './say-option.ts';
import { capitalized } from './speakable.ts';

/** What is so now that a request was carried out, as far as the answer "done" vouches for it. */
export function sayOutcome(request: Request, context: PhrasingContext): string {
  const { names, serviceName } = context;
  switch (request.intent) {
    case 'install_package':
      return `${capitalized(names(request.package))} is installed${request.scope ? ' just for you' : ''}.`;
    case 'remove_package':
      return `${capitalized(names(request.package))} is removed${request.scope ? ' from your profile' : ''}.`;
    case 'update_system':
      return 'The system is updated.';
    case 'edit_undo':
      return 'The last change is undone.';
    case 'rebuild':
      return request.action === 'boot' ? 'The new system will be used from the next start.' : '';
    case 'service_start':
      return `${capitalized(serviceName(request.service))} is running.`;
    case 'service_stop':
      return `${capitalized(serviceName(request.service))} is stopped.`;
    case 'service_restart':
      return `${capitalized(serviceName(request.service))} was restarted.`;
    case 'service_enable':
      return `${capitalized(serviceName(request.service))} is enabled.`;
    case 'service_disable':
      return `${capitalized(serviceName(request.service))} is disabled.`;
    case 'set_option':
      return sayValue(request.option, request.value, context);
    case 'restart_machine':
      return 'The machine restarts now.';
    case 'use_system':
      return request.system === 'local'
        ? 'From the next start I work on your real system.'
        : 'From the next start I work on the practice system.';
    case 'get_model':
      return 'The speech model is here.';
    default:
      return '';
  }
}

function sayValue(option: string, value: OptionValue, { optionName, isList }: PhrasingContext): string {
  const port = portNamed(option, value);
  if (port !== undefined) return `${capitalized(port)} is open.`;
  const name = capitalized(optionName(option));
  if (typeof value === 'boolean') return `${name} is ${value ? 'on' : 'off'}.`;
  return isList(option)
    ? `${capitalized(saidValue(value))} was added to ${optionName(option)}.`
    : `${name} is set to ${saidValue(value)}.`;
}
