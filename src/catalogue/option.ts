/** A NixOS option that people speak of. */
export interface Option {
  /** `hardware.bluetooth.enable` */
  path: string;
  /** One line, no full stop. */
  description: string;
  type: OptionType;
  /** What NixOS has without us; absent: it is not set. */
  default?: boolean | number | string;
  /** How people say it. The first is how we say it. */
  spoken: readonly string[];
}

export type OptionType =
  | { kind: 'boolean' }
  | { kind: 'integer'; least: number; most: number }
  /** `pattern`: source of a regular expression that the whole text fits; `example`: a text that does. */
  | { kind: 'text'; pattern: string; example: string }
  | { kind: 'choice'; values: readonly string[] }
  /** A list; what is said is the one element to add. */
  | {
      kind: 'list';
      of:
        | { kind: 'integer'; least: number; most: number }
        | { kind: 'text'; pattern: string; example: string };
    };

/** Whether `value` is of the type; of a list, whether it can be an element. */
export function fitsType(value: unknown, type: OptionType): boolean {
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && value >= type.least && value <= type.most;
    case 'text':
      return typeof value === 'string' && new RegExp(`^(?:${type.pattern})$`, 'u').test(value);
    case 'choice':
      return typeof value === 'string' && type.values.includes(value);
    case 'list':
      return fitsType(value, type.of);
  }
}

export function spokenOption(path: string, found: Option | undefined): string {
  return found?.spoken[0] ?? path.replace(/\.enable$/, '').replaceAll(/[-_.]+/g, ' ');
}
