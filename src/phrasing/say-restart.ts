import type { RestartReason } from '#nix/answer.ts';
import type { Request } from '#nix/request.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';

/**
 * That not all of a change is in use yet, and how to get it there; nothing when nothing waits. That it is for the next start
 * was said already where that was asked for.
 */
export function sayRestart(
  why: RestartReason | undefined,
  requests: readonly Request[],
  verbosity: Verbosity,
  context: Pick<PhrasingContext, 'isOneShot'>,
): string {
  if (why === undefined) return '';
  const isForNextStart = requests.some((one) => one.intent === 'rebuild' && one.action === 'boot');
  const isSaid = why === 'rest' && isForNextStart;
  const goesBack = requests.some(({ intent }) => intent === 'rollback' || intent === 'edit_undo');
  const fact = why === 'kernel' && goesBack ? 'Its kernel is used after a restart.' : FACTS[why];
  const hint = verbosity === 'brief' ? '' : ` ${sayHowToRestart(context)}`;
  return `${isSaid ? '' : fact}${hint}`.trim();
}

/** "Reboot" is heard only in the conversation in which the change was made. */
export function sayHowToRestart({ isOneShot = false }: Pick<PhrasingContext, 'isOneShot'>): string {
  return isOneShot ? 'Restart the machine when it suits you.' : 'Say reboot to restart now.';
}

const FACTS: Readonly<Record<RestartReason, string>> = {
  kernel: 'The new kernel is used after a restart.',
  rest: 'Some of it is used after a restart.',
};
