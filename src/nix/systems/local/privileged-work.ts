import { InternalError } from '#base/errors.ts';
import type { ActivityRecord } from '../../activity.ts';
import { classify } from '../../failures/classify.ts';
import { retrying } from '../../failures/retrying.ts';
import type { Privileged, PrivilegedCall, PrivilegedNews, PrivilegedResult } from '../../privileged.ts';
import { type Failed, failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';

export type Refused = Extract<PrivilegedNews, { type: 'refused' }>;
type ResultOf<Verb extends PrivilegedCall['verb']> = Extract<PrivilegedResult, { type: ResultTypes[Verb] }>;

interface ResultTypes {
  status: 'status';
  'set-managed': 'managed';
  build: 'built';
  'activate-build': 'activated';
  'activate-generation': 'activated';
  'delete-generations': 'deleted';
  verify: 'verified';
  service: 'service';
  channels: 'channels';
  'update-inputs': 'inputs';
  'restore-inputs': 'inputs';
  'restart-machine': 'restarting';
  cancel: 'cancelled';
}

/** Has `call` carried out, tells its activities, and gives its result or why it was refused. */
export async function carried<Call extends PrivilegedCall>(
  privileged: Privileged,
  call: Call,
  signal: AbortSignal,
  onRecord: (record: ActivityRecord) => void = () => {},
): Promise<ResultOf<Call['verb']> | Refused> {
  for await (const news of privileged.call(call, signal)) {
    if (news.type === 'activity') onRecord(news.record);
    else if (news.type === 'refused') return news;
    else if (news.type === 'result') return news.result as ResultOf<Call['verb']>;
  }
  throw new InternalError(`${call.verb} ended without a result`);
}

/** Likewise, and again while it fails by what passes; for calls that change nothing when they fail. */
export function carriedPatiently<Call extends PrivilegedCall>(
  privileged: Privileged,
  call: Call,
  { clock, places }: Pick<LocalSystem, 'clock' | 'places'>,
  signal: AbortSignal,
  onRecord: (record: ActivityRecord) => void,
): Promise<ResultOf<Call['verb']> | Refused> {
  return retrying(
    () => carried(privileged, call, signal, onRecord),
    (outcome) => (isRefused(outcome) ? failureOf(outcome, places.configuration, true).code : undefined),
    clock,
    signal,
  );
}

function isRefused(outcome: { type: string }): outcome is Refused {
  return outcome.type === 'refused';
}

/** Why what needs root was not done. `restored`: everything is as it was before. */
export function failureOf(
  { code, message, output, left }: Refused,
  configuration: string,
  restored: boolean,
): Failed {
  const whole = restored && left === undefined;
  switch (code) {
    case 'busy':
    case 'stale':
      return { type: 'failed', code: code === 'busy' ? 'busy' : 'stale-plan', restored: whole };
    case 'not-allowed':
      return { type: 'failed', code: 'not-permitted', restored: whole };
    case 'distrusted':
      return { type: 'failed', code: 'distrusted', restored: whole };
    case 'still-running':
      return { type: 'failed', code: 'still-activating', restored: false };
    case 'no-such-generation':
    case 'already-there':
    case 'protected-generation':
      return { type: 'failed', code: 'no-generation', restored: whole };
    default: {
      return failed(classify(output ?? message, { configuration }), whole, FALLBACKS[code]);
    }
  }
}

const FALLBACKS = {
  'evaluation-failed': 'evaluation-failed',
  'build-failed': 'build-failed',
  'activation-failed': 'unexplained',
  failed: 'unexplained',
  cancelled: 'unexplained',
} as const;
