import type { Answer } from '#nix/answer.ts';
import type { Request } from '#nix/request.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayRequest } from './say-action.ts';
import { sayDuration } from './say-duration.ts';
import { sayList } from './say-list.ts';
import { sayOutcome } from './say-outcome.ts';
import { sayReason } from './say-reason.ts';
import { sayHowToRestart, sayRestart } from './say-restart.ts';
import { capitalized } from './speakable.ts';

type Failed = Extract<Answer, { type: 'failed' }>;

/** Why it failed, what is so now, and what one can do. */
export function sayFailure(answer: Failed, verbosity: Verbosity, context: PhrasingContext): string {
  const { code, restored, requests = [] } = answer;
  switch (code) {
    case 'unit-failed':
      return sayUnitFailed(answer, verbosity, context);
    case 'needs-restart':
      return sayNeedsRestart(answer, verbosity, context);
    case 'contradiction':
      return `You asked for both: ${sayList(requests.map((one) => sayRequest(one, context)))}. Say which one.`;
    case 'busy':
      return `${sayBusyWith(answer, context)} Try again when it is over.${sayRestored(restored)}`;
    case 'still-activating':
      return `${sayReason(answer, code, context)}${restored ? sayRestored(true) : ' When it is over, say check the health.'}`;
    default:
      return `${sayReason(answer, code, context)}${sayRestored(restored)}`;
  }
}

function sayRestored(restored: boolean): string {
  return restored
    ? ' Nothing was changed.'
    : ' I cannot tell whether it was all put back. Say system info to look.';
}

/** All but that service is as it was wanted. */
function sayUnitFailed(
  { subject, requests = [], generation, previous, needsRestart }: Failed,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  const service = subject === undefined ? undefined : context.serviceName(subject);
  const sentences = [
    `${capitalized(service ?? 'a service')} did not start.`,
    ...requests.filter((one) => !startsIt(one, subject)).map((one) => sayOutcome(one, context)),
  ];
  if (generation !== undefined)
    sentences.push(`You are on generation ${generation}, and everything else is in place.`);
  sentences.push(
    `Say: log of ${service ?? 'the service'}.`,
    sayRestart(needsRestart, requests, verbosity, context),
  );
  const isUndo = requests.some(({ intent }) => intent === 'edit_undo');
  if (previous !== undefined && !isUndo && verbosity !== 'brief')
    sentences.push(`Or say undo to return to ${previous}.`);
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** All is as it was wanted, but not yet. */
function sayNeedsRestart(
  { generation, previous }: Failed,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  const made = generation === undefined ? '' : `, generation ${generation},`;
  const back =
    previous === undefined || verbosity === 'brief' ? '' : ` Or say undo to return to ${previous}.`;
  return `The new system${made} takes over when the machine starts the next time. ${sayHowToRestart(context)}${back}`;
}

function startsIt(request: Request, service: string | undefined): boolean {
  return (
    (request.intent === 'service_start' || request.intent === 'service_restart') &&
    request.service === service
  );
}

function sayBusyWith({ requests = [], remainingMs }: Failed, context: PhrasingContext): string {
  if (requests.length === 0) return 'Another change is under way.';
  const what = sayList(requests.map((one) => sayRequest(one, context)));
  const left = remainingMs === undefined ? '' : ` It takes ${sayDuration(remainingMs)} more.`;
  return `Another change is under way: ${what}.${left}`;
}
