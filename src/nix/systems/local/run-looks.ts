import { InternalError } from '#base/errors.ts';
import type { Answer, Progress } from '../../answer.ts';
import { isChange } from '../../planning/what-changes.ts';
import type { Request } from '../../request.ts';
import type { LocalSystem } from './local-system.ts';
import { look } from './look.ts';
import type { Prepared } from './prepare.ts';
import { reported } from './reporter.ts';
import { WORKING, workOfLook } from './work-of-looks.ts';

const PHASES: Readonly<Record<string, Progress['phase']>> = {
  try_package: 'downloading',
  verify_store: 'checking',
  optimise_store: 'optimising',
  check_updates: 'evaluating',
};

/** Answers what of a plan only looks, in its order. What takes no work is looked at all at once. */
export async function* runLooks(
  prepared: Prepared,
  system: LocalSystem,
  signal: AbortSignal,
): AsyncGenerator<Progress | Answer> {
  const looks = prepared.plan.requests.filter((request) => !isChange(request));
  const begun = new Map(
    looks
      .filter(({ intent }) => !WORKING.has(intent))
      .map((request) => [request, begin(request, system, signal)] as const),
  );
  for (const request of looks) {
    const answer = begun.get(request);
    if (answer) yield answered(request, await answer);
    else
      yield* reported(
        async (report) => answered(request, await workOfLook(request, prepared, system, report, signal)),
        PHASES[request.intent] ?? 'building',
        prepared.estimate,
        system.clock,
      );
  }
}

/** Its failure is told when its turn comes. */
function begin(request: Request, system: LocalSystem, signal: AbortSignal): Promise<Answer | undefined> {
  const answer = look(request, system, signal);
  answer.catch(() => {});
  return answer;
}

function answered({ intent }: Request, answer: Answer | undefined): Answer {
  if (!answer) throw new InternalError(`${intent} has no answer`);
  return answer;
}
