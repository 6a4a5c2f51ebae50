import type { PrivilegedCall } from '#nix/privileged.ts';
import type { Final } from './final.ts';
import type { Job } from './job.ts';
import { activateBuild, activateGeneration } from './verbs/activations.ts';
import { build } from './verbs/build.ts';
import { deleteSome } from './verbs/delete-generations.ts';
import { restoreInputs, updateInputs } from './verbs/inputs.ts';
import { restartMachine } from './verbs/restart-machine.ts';
import { service } from './verbs/service.ts';
import { setManaged } from './verbs/set-managed.ts';
import { verify } from './verbs/verify.ts';

/** What is carried out one at a time; the others are answered at once. */
export type Work = Exclude<PrivilegedCall, { verb: 'status' | 'channels' | 'cancel' }>;

export function carryOut(call: Work, job: Job): Promise<Final> {
  switch (call.verb) {
    case 'set-managed':
      return setManaged(call, job);
    case 'build':
      return build(call, job);
    case 'activate-build':
      return activateBuild(call, job);
    case 'activate-generation':
      return activateGeneration(call, job);
    case 'delete-generations':
      return deleteSome(call, job);
    case 'verify':
      return verify(call, job);
    case 'service':
      return service(call, job);
    case 'update-inputs':
      return updateInputs(call, job);
    case 'restore-inputs':
      return restoreInputs(call, job);
    case 'restart-machine':
      return restartMachine(job);
  }
}

const MINUTE_MS = 60_000;

/** How long a call may take before it is broken off. */
export const MOST_MS: Readonly<Record<Work['verb'], number>> = {
  'set-managed': MINUTE_MS,
  build: 24 * 60 * MINUTE_MS,
  'activate-build': 60 * MINUTE_MS,
  'activate-generation': 60 * MINUTE_MS,
  'delete-generations': 5 * MINUTE_MS,
  verify: 24 * 60 * MINUTE_MS,
  service: 5 * MINUTE_MS,
  'update-inputs': 60 * MINUTE_MS,
  'restore-inputs': 5 * MINUTE_MS,
  'restart-machine': MINUTE_MS,
};

export function isWork(call: PrivilegedCall): call is Work {
  return Object.hasOwn(MOST_MS, call.verb);
}
