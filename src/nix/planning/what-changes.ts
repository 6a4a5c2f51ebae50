import { type Request, riskOf } from '../request.ts';

/** A rebuild that only looks is planned like a change, to say what it would do, and then not made. */
export function changes(request: Request): boolean {
  return riskOf(request) !== 'look' || request.intent === 'rebuild';
}

/** What is done under the lock. */
export function isChange(request: Request): boolean {
  return changes(request) && !isBuildOnly(request);
}

export function isBuildOnly(request: Request): boolean {
  return request.intent === 'rebuild' && riskOf(request) === 'look';
}

/** What is read back of it counts what nothing needs any more. */
export function makesLoss({ intent }: Request): boolean {
  return intent === 'delete_generations' || intent === 'collect_garbage';
}
