import type { NothingToDo } from '#nix/answer.ts';
import type { PhrasingContext } from './phrase.ts';
import { capitalized } from './speakable.ts';

/** Why there is nothing to do, and what one may want instead. */
export function sayNothingToDo(answer: NothingToDo, context: PhrasingContext): string {
  if (answer.why === 'already-set') return 'It is set so already.';
  return `${sayNeedless(answer, context)}${sayHint(answer, context)}`;
}

function sayHint({ why, subject }: NothingToDo, { names, serviceName }: PhrasingContext): string {
  const called = (name: (subject: string) => string) => (subject === undefined ? 'it' : name(subject));
  switch (why) {
    case 'not-installed':
      return ' Say what is installed to hear what is.';
    case 'not-enabled':
      return ` Say enable ${called(serviceName)}.`;
    case 'only-for-you':
      return ` Say remove ${called(names)} from my profile.`;
    case 'only-for-everybody':
      return ` Say remove ${called(names)}.`;
    default:
      return '';
  }
}

/** Only why, for a part of what was asked for. */
export function sayNeedless(
  { why, subject }: NothingToDo,
  { names, serviceName, optionName }: PhrasingContext,
): string {
  const called = (name: (subject: string) => string) =>
    subject === undefined ? 'It' : capitalized(name(subject));
  switch (why) {
    case 'already-installed':
      return `${called(names)} is already installed.`;
    case 'not-installed':
      return `${called(names)} is not installed.`;
    case 'only-for-you':
      return `${called(names)} is installed just for you.`;
    case 'only-for-everybody':
      return `${called(names)} is installed for everybody, and not just for you.`;
    case 'already-current':
      return `You are already on ${subject === undefined ? 'that generation' : `generation ${subject}`}.`;
    case 'no-older-generation':
      return 'There is no older generation to go back to.';
    case 'nothing-to-undo':
      return 'There is nothing to undo.';
    case 'no-restart-awaited':
      return 'Nothing waits for a restart.';
    case 'up-to-date':
      return 'Everything is up to date.';
    case 'no-garbage':
      return 'There is no garbage to collect.';
    case 'no-such-generations':
      return 'There are no such generations to delete.';
    case 'generations-kept':
      return 'I keep those generations: they are in use, or among the newest.';
    case 'already-running':
      return `${called(serviceName)} is already running.`;
    case 'already-stopped':
      return `${called(serviceName)} is already stopped.`;
    case 'already-enabled':
      return `${called(serviceName)} is already enabled.`;
    case 'already-disabled':
      return `${called(serviceName)} is already disabled.`;
    case 'not-enabled':
      return `${called(serviceName)} is not enabled.`;
    case 'already-set':
      return `${called(optionName)} is set so already.`;
    case 'already-best-model':
      return 'You have the best speech model already.';
    case 'already-used-system':
      return 'That is the system I work on already.';
    case 'nothing-to-repair':
      return 'There is nothing to repair.';
  }
}
