import { hostname } from 'node:os';
import type { ActivityRecord } from '#nix/activity.ts';
import { isSuccess } from '#nix/daemon/build-result.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { evaluator } from '#nix/evaluation/evaluator.ts';
import { daemonSocket } from '#nix/places.ts';
import { whyNotTrusted } from '../configuration-trust.ts';
import { done, type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { rememberBuild } from '../last-build.ts';

const MOST_LINES = 200;

/** Evaluates and builds the configuration, which has to be root's alone, if it is what was expected of it. */
export async function build({ expected }: CallOf<'build'>, { settings, signal, tell }: Job): Promise<Final> {
  const { places } = settings;
  const distrusted = whyNotTrusted(settings);
  if (distrusted) return distrusted;
  const evaluation = { folder: places.configuration, host: settings.host ?? hostname() };
  let said: string[] = [];
  const onRecord = (record: ActivityRecord) => {
    if (record.type === 'line') said = [...said.slice(1 - MOST_LINES), record.text];
    tell({ type: 'activity', record });
  };
  const evaluated = await evaluator(places, settings.environment).evaluate(evaluation, signal, onRecord);
  if (evaluated.type === 'failed')
    return refused('evaluation-failed', 'The configuration could not be evaluated.', {
      output: evaluated.output,
    });
  const { derivation, output: toplevel } = evaluated;
  if (!toplevel) return refused('evaluation-failed', 'The configuration is not known to make a system.');
  if (expected !== undefined && derivation !== expected)
    return refused('stale', 'The configuration does not make what was expected of it.');
  await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store });
  using _held = await daemon.holdPaths([derivation, toplevel], signal);
  const results = await daemon.build([{ path: derivation }], signal, { onRecord });
  const failed = [...results.values()].find((result) => !isSuccess(result));
  if (failed)
    return refused('build-failed', 'The system could not be built.', {
      output: [...said, failed.message].join('\n'),
    });
  rememberBuild(toplevel, settings);
  return done({ type: 'built', derivation, toplevel });
}
