import type { OptionValue } from '#nix/names.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayFirst } from './say-list.ts';

/** "turn bluetooth on", "set the time zone to Europe/Berlin", "open port 8080". */
export function sayOption(
  option: string,
  value: OptionValue,
  { optionName, isList }: PhrasingContext,
): string {
  const port = portNamed(option, value);
  if (port !== undefined) return `open ${port}`;
  const name = optionName(option);
  if (typeof value === 'boolean') return `turn ${name} ${value ? 'on' : 'off'}`;
  return isList(option) ? `add ${saidValue(value)} to ${name}` : `set ${name} to ${saidValue(value)}`;
}

interface OptionChange {
  option: string;
  from?: OptionValue;
  to?: OptionValue;
}

/** Elements of a list that are named at once. */
const MOST_ELEMENTS = 4;

/**
 * What a plan does with an option besides, or what differs: "turns bluetooth off", "opens port 80" and "closes port 8080".
 * `asked`: what was to be added to a list by name.
 */
export function sayOptionChange(
  { option, from, to }: OptionChange,
  context: PhrasingContext,
  asked: readonly OptionValue[] = [],
): string[] {
  const name = context.optionName(option);
  if (!context.isList(option)) {
    if (to === undefined || to === '') return [`leaves ${name} unset`];
    return [sayOption(option, to, context).replace(/^(turn|set)/, '$1s')];
  }
  const [before, after] = [elementsOf(from), elementsOf(to)];
  const known = new Set([...before, ...asked.map(String)]);
  const added = after.filter((element) => !known.has(element));
  const removed = before.filter((element) => !after.includes(element));
  const isPorts = portNamed(option, 0) !== undefined;
  const list = (elements: readonly string[]) =>
    sayFirst(
      elements.map((one) => portNamed(option, one) ?? saidValue(one)),
      MOST_ELEMENTS,
    );
  return [
    ...(added.length > 0 ? [isPorts ? `opens ${list(added)}` : `adds ${list(added)} to ${name}`] : []),
    ...(removed.length > 0
      ? [isPorts ? `closes ${list(removed)}` : `takes ${list(removed)} out of ${name}`]
      : []),
  ];
}

/** A list comes as its elements with commas between. */
function elementsOf(value: OptionValue | undefined): string[] {
  return value === undefined || value === '' ? [] : String(value).split(', ');
}

export function portNamed(option: string, value: OptionValue): string | undefined {
  const kind = /^networking\.firewall\.allowed(TCP|UDP)Ports$/.exec(option)?.[1];
  if (kind === undefined) return undefined;
  return kind === 'UDP' ? `UDP port ${value}` : `port ${value}`;
}

/** A value without the signs that join its words: "Europe Berlin". */
export function saidValue(value: OptionValue): string {
  return String(value).replaceAll(/[/_-]+/g, ' ');
}
