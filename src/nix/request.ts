import { z } from 'zod';
import { Attribute } from './attribute.ts';
import { OptionPath, OptionValue, ProgramName, ServiceName } from './names.ts';
import { ISO } from './when.ts';

export const RebuildAction = z.enum(['switch', 'boot', 'test', 'build', 'dry-run']);
export type RebuildAction = z.infer<typeof RebuildAction>;

const GenerationNumber = z.int().min(1).max(1_000_000);
/** Words that are read back and never looked at again. */
const Spoken = z
  .string()
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}' ]*$/u);
const Dated = z.strictObject({
  kind: z.literal('date'),
  iso: z.string().max(60).regex(ISO),
  spoken: Spoken,
});

const RollbackTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('previous') }),
  z.strictObject({ kind: z.literal('number'), number: GenerationNumber }),
  /** So many generations back. */
  z.strictObject({ kind: z.literal('back'), count: z.int().min(1).max(10_000) }),
  Dated,
  /** The newest of those before this one. */
  z.strictObject({ kind: z.literal('before'), number: GenerationNumber }),
  z.strictObject({ kind: z.literal('oldest') }),
  /** The one in which the package first came or the one before it; the newest that has it, or that lacks it. */
  z.strictObject({
    kind: z.literal('package'),
    package: Attribute,
    when: z.enum(['came', 'before', 'with', 'without']),
  }),
  /** The one before the last update of the system. */
  z.strictObject({ kind: z.literal('update'), when: z.literal('before') }),
  /** Words that tell us nothing: which one is meant has to be asked. */
  z.strictObject({ kind: z.literal('description'), spoken: Spoken }),
]);
export type RollbackTarget = z.infer<typeof RollbackTarget>;

const GenerationRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('current') }),
  z.strictObject({ kind: z.literal('previous') }),
  z.strictObject({ kind: z.literal('number'), number: GenerationNumber }),
  Dated,
]);
export type GenerationRef = z.infer<typeof GenerationRef>;

/** Which generations go. The current and the booted one never do. */
const DeleteLimit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('older_than'), days: z.int().min(1).max(36_500) }),
  /** The newest so many stay, the current one among them. */
  z.strictObject({ kind: z.literal('keep'), count: z.int().min(1).max(10_000) }),
  z.strictObject({
    kind: z.literal('numbers'),
    numbers: z.array(GenerationNumber).min(1).max(200),
  }),
  /** So many of those that may go. */
  z.strictObject({ kind: z.literal('oldest'), count: z.int().min(1).max(10_000) }),
  /** Made before this date. */
  z.strictObject({ ...Dated.shape, kind: z.literal('before') }),
]);
export type DeleteLimit = z.infer<typeof DeleteLimit>;

const service = ServiceName;
/** Just for the person who asks, in a profile of their own; as a rule for everybody. */
const scope = z.literal('user').optional();

/** All that can be asked of Nix. `intent` is the label of DESIGN.md 4 that it came from. */
export const Request = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('install_package'), package: Attribute, scope }),
  z.strictObject({ intent: z.literal('remove_package'), package: Attribute, scope }),
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
  z.strictObject({ intent: z.literal('compare_generations'), from: GenerationRef, to: GenerationRef }),
  z.strictObject({ intent: z.literal('delete_generations'), limit: DeleteLimit }),
  z.strictObject({ intent: z.literal('service_status'), service }),
  z.strictObject({ intent: z.literal('service_logs'), service }),
  z.strictObject({ intent: z.literal('service_start'), service }),
  z.strictObject({ intent: z.literal('service_stop'), service }),
  z.strictObject({ intent: z.literal('service_restart'), service }),
  z.strictObject({ intent: z.literal('service_enable'), service }),
  z.strictObject({ intent: z.literal('service_disable'), service }),
  z.strictObject({ intent: z.literal('set_option'), option: OptionPath, value: OptionValue }),
  z.strictObject({ intent: z.literal('which_provides'), program: ProgramName }),
  z.strictObject({ intent: z.literal('optimise_store') }),
  z.strictObject({ intent: z.literal('verify_store') }),
  z.strictObject({ intent: z.literal('repair_system') }),
  z.strictObject({ intent: z.literal('disk_usage') }),
  z.strictObject({ intent: z.literal('check_updates') }),
  z.strictObject({ intent: z.literal('health_check') }),
  z.strictObject({ intent: z.literal('metrics') }),
  /** A better model for the ears of ask-nix itself; without a name, the best that fits. */
  z.strictObject({
    intent: z.literal('get_model'),
    model: z
      .string()
      .regex(/^[a-z0-9.-]{1,60}$/)
      .optional(),
  }),
  /** Which system ask-nix works on, from its next start. */
  z.strictObject({ intent: z.literal('use_system'), system: z.enum(['practice', 'local']) }),
  /** Only ever asked for when a change that was just made waits for it. */
  z.strictObject({ intent: z.literal('restart_machine') }),
]);
export type Request = z.infer<typeof Request>;

export type Risk = 'look' | 'change' | 'risky' | 'irreversible';

/** Highest first, for compounds. */
export const RISKS: readonly Risk[] = ['irreversible', 'risky', 'change', 'look'];

export function riskOf(request: Request): Risk {
  switch (request.intent) {
    case 'install_package':
    case 'edit_undo':
    case 'service_start':
    case 'service_enable':
    case 'repair_system':
    case 'get_model':
      return 'change';
    case 'set_option':
      return needsCare(request) ? 'risky' : 'change';
    case 'remove_package':
    case 'update_system':
    case 'rollback':
    case 'service_stop':
    case 'service_restart':
    case 'service_disable':
    case 'use_system':
      return 'risky';
    case 'rebuild':
      return request.action === 'build' || request.action === 'dry-run' ? 'look' : 'risky';
    case 'collect_garbage':
    case 'delete_generations':
    case 'restart_machine':
      return 'irreversible';
    case 'try_package':
    case 'package_info':
    case 'search_packages':
    case 'list_installed':
    case 'list_generations':
    case 'system_info':
    case 'compare_generations':
    case 'service_status':
    case 'service_logs':
    case 'which_provides':
    case 'optimise_store':
    case 'verify_store':
    case 'disk_usage':
    case 'check_updates':
    case 'health_check':
    case 'metrics':
      return 'look';
  }
}

/** What would leave the machine open to others, or without a screen to work at. */
const NEEDS_CARE: readonly (readonly [option: RegExp, value: OptionValue])[] = [
  [/^networking\.firewall\.enable$/, false],
  [/^services\.displayManager\.autoLogin\.enable$/, true],
  [/^services\.openssh\.settings\.PermitRootLogin$/, 'yes'],
  [/^security\.sudo\.wheelNeedsPassword$/, false],
  [/^services\.xserver\.enable$/, false],
  [/^services\.(?:xserver\.)?(?:displayManager|desktopManager)\.(?:[\w-]+\.)?enable$/, false],
];

function needsCare({ option, value }: { option: string; value: OptionValue }): boolean {
  return NEEDS_CARE.some(([pattern, risky]) => value === risky && pattern.test(option));
}

export function highestRisk(requests: readonly Request[]): Risk {
  const risks = requests.map(riskOf);
  return RISKS.find((risk) => risks.includes(risk)) ?? 'look';
}
