import options from '#catalogue/bundled/options.json' with { type: 'json' };
import services from '#catalogue/bundled/services.json' with { type: 'json' };
import { fitsType, type OptionType } from '#catalogue/option.ts';
import { type ManagedConfig, type ManagedValue, managedText } from '#nix/managed-config.ts';

const MOST_BYTES = 256 * 1024;

const TYPES: ReadonlyMap<string, OptionType> = new Map([
  ...services.map(({ option }): [string, OptionType] => [option, { kind: 'boolean' }]),
  ...(options as readonly { path: string; type: OptionType }[]).map(
    ({ path, type }): [string, OptionType] => [path, type],
  ),
]);

/** Who may ask for these could make themselves root, which is not for whoever may ask the helper. */
const HANDS_OVER: Readonly<Record<string, ManagedValue>> = {
  'security.sudo.wheelNeedsPassword': false,
  'services.displayManager.autoLogin.user': 'root',
  'services.openssh.settings.PermitRootLogin': 'yes',
};

/** Why a managed file may not be so; undefined when it may. */
export function whyNotAllowed(config: ManagedConfig): string | undefined {
  if (Buffer.byteLength(managedText(config)) > MOST_BYTES) return 'The managed file would be too large.';
  for (const [path, value] of Object.entries(config.options)) {
    const type = TYPES.get(path);
    if (!type) return `The option ${path} is none of those that may be set.`;
    if (!isOfType(value, type)) return `The option ${path} cannot have that value.`;
    if (HANDS_OVER[path] === value)
      return `The option ${path} is only set so by hand: it hands the machine over.`;
  }
  return undefined;
}

function isOfType(value: ManagedValue, type: OptionType): boolean {
  if (type.kind !== 'list') return !Array.isArray(value) && fitsType(value, type);
  return Array.isArray(value) && value.every((element) => fitsType(element, type));
}
