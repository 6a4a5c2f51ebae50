/** A NixOS option that people speak of. */
export interface Option {
  /** `hardware.bluetooth.enable` */
  path: string;
  /** One line, no full stop. */
  description: string;
  type: OptionType;
  /** What NixOS has without us; absent: it is not set. */
  default?: OptionScalar;
  /** How people say it. The first is how we say it. */
  spoken: readonly string[];
  /** What people call some of its values: "sleep" is `suspend`. */
  spokenValues?: Readonly<Record<string, OptionScalar>>;
  /** What people say who want it and do not name it. */
  cues?: readonly OptionCue[];
}

export type OptionScalar = boolean | number | string;

/** Words that all have to occur in a sentence, in any order: "update itself|alone night". `|`: either. */
export interface OptionCue {
  words: string;
  /** Absent: the rest of the sentence tells the value. */
  value?: OptionScalar;
}

export type OptionType =
  | { kind: 'boolean' }
  | WholeNumber
  | Text
  /** `said`: what its values are called by. */
  | { kind: 'choice'; values: readonly string[]; said?: 'keyboard' }
  /** A list; what is said is the one element to add. */
  | { kind: 'list'; of: WholeNumber | Text };

export interface WholeNumber {
  kind: 'integer';
  least: number;
  most: number;
  unit?: Unit;
}

export type Unit = 'milliseconds' | 'seconds' | 'minutes' | 'percent';

export interface Text {
  kind: 'text';
  /** Source of a regular expression that the whole text fits. */
  pattern: string;
  /** A text that does. */
  example: string;
  /** What people say for it, when it is not the text itself. */
  said?: 'time zone' | 'language' | 'keyboard' | 'schedule' | 'host name';
}

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
