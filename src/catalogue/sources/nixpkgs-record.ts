import { z } from 'zod';
import type { Package } from '../package.ts';
import type { JsonEntry } from './json-entries.ts';

/** What a list of packages tells of one. */
export type Listed = Omit<Package, 'spoken' | 'keywords' | 'downloadBytes' | 'diskBytes'>;

/** What may reach Nix, or be typed: everything else in a list is passed over. */
export interface NameRules {
  isAttribute(text: string): boolean;
  isProgram(text: string): boolean;
}

const LONGEST_DESCRIPTION = 200;
const LONGEST_VERSION = 60;
/** Control characters, marks that turn the direction of writing, and what else is not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

const Text = z.string().optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);
const Record = z.object({
  name: Text,
  version: Text,
  meta: z
    .object({ description: Text, mainProgram: Text, unfree: Flag, broken: Flag, insecure: Flag })
    .catch({}),
});

/** Undefined when it is no package, or one whose attribute may not reach Nix. */
export function parseRecord({ key, json }: JsonEntry, rules: NameRules): Listed | undefined {
  if (!rules.isAttribute(key)) return undefined;
  const { success, data } = Record.safeParse(parsed(json));
  if (!success || data.name === undefined) return undefined;
  const { description = '', mainProgram = '', unfree, broken, insecure } = data.meta;
  return {
    attribute: key,
    version: plainLine(data.version ?? '', LONGEST_VERSION) || 'unknown',
    description: plainLine(description, LONGEST_DESCRIPTION).replace(/[.\s]+$/, ''),
    programs: rules.isProgram(mainProgram) ? [mainProgram] : [],
    ...(unfree && { unfree }),
    ...(broken && { broken }),
    ...(insecure && { insecure }),
  };
}

/** Cut between words where it is longer. */
function plainLine(text: string, longest: number): string {
  const line = text
    .slice(0, 4 * longest)
    .replaceAll(UNSEEN, ' ')
    .trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest + 1);
  const space = cut.lastIndexOf(' ');
  return space > longest / 2 ? cut.slice(0, space) : cut.slice(0, longest).toWellFormed();
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
