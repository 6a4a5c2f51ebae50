import type { OptionValue } from '#nix/names.ts';
import type { PhrasingContext } from './phrase.ts';

/** "turn bluetooth on", "set the time zone to Europe/Berlin", "open port 8080". */
export function sayOption(option: string, value: OptionValue, { optionName }: PhrasingContext): string {
  const port = portNamed(option, value);
  if (port !== undefined) return `open ${port}`;
  const name = optionName(option);
  if (typeof value === 'boolean') return `turn ${name} ${value ? 'on' : 'off'}`;
  return addsToList(option) ? `add ${saidValue(value)} to ${name}` : `set ${name} to ${saidValue(value)}`;
}

/** "turns bluetooth off", of what a plan does besides. */
export function saySet(option: string, value: OptionValue, context: PhrasingContext): string {
  return sayOption(option, value, context).replace(/^(open|turn|add|set)/, '$1s');
}

export function portNamed(option: string, value: OptionValue): string | undefined {
  const kind = /^networking\.firewall\.allowed(TCP|UDP)Ports$/.exec(option)?.[1];
  if (kind === undefined) return undefined;
  return kind === 'UDP' ? `UDP port ${value}` : `port ${value}`;
}

/** Options that are lists: what is set is one more element. */
export function addsToList(option: string): boolean {
  return /(Ports|\.nameservers|\.experimental-features)$/.test(option);
}

/** A value without the signs that join its words: "Europe Berlin". */
export function saidValue(value: OptionValue): string {
  return String(value).replaceAll(/[/_-]+/g, ' ');
}
