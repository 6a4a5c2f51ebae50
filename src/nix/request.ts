import { z } from 'zod';
import { Attribute } from './attribute.ts';

export const RebuildAction = z.enum(['switch', 'boot', 'test', 'build', 'dry-run']);
export type RebuildAction = z.infer<typeof RebuildAction>;

const RollbackTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('previous') }),
  z.strictObject({ kind: z.literal('number'), number: z.int().min(1).max(1_000_000) }),
  /** So many generations back. */
  z.strictObject({ kind: z.literal('back'), count: z.int().min(1).max(10_000) }),
]);

/** All that can be asked of Nix. `intent` is the label of DESIGN.md 4 that it came from. */
export const Request = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('install_package'), package: Attribute }),
  z.strictObject({ intent: z.literal('remove_package'), package: Attribute }),
  z.strictObject({ intent: z.literal('try_package'), package: Attribute }),
  z.strictObject({ intent: z.literal('package_info'), package: Attribute }),
  z.strictObject({ intent: z.literal('search_packages'), query: z.string().min(1).max(200) }),
  z.strictObject({ intent: z.literal('list_installed') }),
  z.strictObject({ intent: z.literal('update_system') }),
  z.strictObject({ intent: z.literal('rebuild'), action: RebuildAction }),
  z.strictObject({ intent: z.literal('list_generations') }),
  z.strictObject({ intent: z.literal('rollback'), target: RollbackTarget }),
  z.strictObject({ intent: z.literal('collect_garbage') }),
  z.strictObject({ intent: z.literal('system_info') }),
  z.strictObject({ intent: z.literal('edit_undo') }),
]);
export type Request = z.infer<typeof Request>;

export type Risk = 'look' | 'change' | 'risky' | 'irreversible';

/** Highest first, for compounds. */
export const RISKS: readonly Risk[] = ['irreversible', 'risky', 'change', 'look'];

export function riskOf(request: Request): Risk {
  switch (request.intent) {
    case 'install_package':
    case 'edit_undo':
      return 'change';
    case 'remove_package':
    case 'update_system':
    case 'rollback':
      return 'risky';
    case 'rebuild':
      return request.action === 'build' || request.action === 'dry-run' ? 'look' : 'risky';
    case 'collect_garbage':
      return 'irreversible';
    case 'try_package':
    case 'package_info':
    case 'search_packages':
    case 'list_installed':
    case 'list_generations':
    case 'system_info':
      return 'look';
  }
}

export function highestRisk(requests: readonly Request[]): Risk {
  const risks = requests.map(riskOf);
  return RISKS.find((risk) => risks.includes(risk)) ?? 'look';
}
