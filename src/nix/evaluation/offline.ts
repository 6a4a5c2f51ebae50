import type { ActivityRecord } from '../activity.ts';
import type { EvaluationFailed } from './run-evaluator.ts';

/** For every program of Nix: nothing is substituted nor built, by another machine neither. */
export const OFFLINE = [
  ...['--option', 'substitute', 'false'],
  ...['--option', 'download-attempts', '1'],
  ...['--option', 'max-jobs', '0'],
  ...['--option', 'builders', ''],
] as const;

/** A proxy of no known kind: Nix and git refuse to use it before anything goes out. */
const NO_PROXY_AT_ALL = 'none://none';

/** Nix has no setting by which it stays offline, and tries to fetch even with its own `--offline`. */
export function offlineEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(environment).filter(([name]) => !/^(?:https?|ftp|all|no)_proxy$/i.test(name));
  const proxies = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy'];
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(proxies.map((name) => [name, NO_PROXY_AT_ALL])),
    GIT_ALLOW_PROTOCOL: 'file',
  };
}

const WANTED_MORE =
  /unable to download|cannot be downloaded|unable to access|transport '[^']*' not allowed|failed with exit code 128|cannot fetch input|unable to start any build|Failed to find a machine for remote build|required \(missing\) path|is not valid and cannot be substituted|no substituter that can build|Failed to fetch git repository/i;

/** Nix would have fetched it anew, and so does who may: what is evaluated then may be another. */
const IS_OLD = /using cached version|continuing with the (?:most recent|existing) version/;

export function isOfOld(record: ActivityRecord): boolean {
  return record.type === 'line' && IS_OLD.test(record.text);
}

/** Tells whether it failed only because it was not to go online, nor to build. */
export function offlineFailure(failure: EvaluationFailed): EvaluationFailed {
  return WANTED_MORE.test(failure.output) ? { ...failure, needsMore: true } : failure;
}
