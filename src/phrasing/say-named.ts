import type { SpokenNames } from '#catalogue/spoken-names.ts';
import type { RememberedName } from '#understanding/remembered.ts';

/** What a remembered name means, as we say it. */
export function sayNamed(
  { kind, name }: RememberedName,
  { names, serviceName, optionName }: SpokenNames,
): string {
  switch (kind) {
    case 'package':
      return names(name);
    case 'service':
      return serviceName(name);
    case 'option':
      return optionName(name);
  }
}
