import { done, type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { runTool } from '../run-tool.ts';
import type { HelperSettings } from '../settings.ts';
import { isServiceAllowed } from '../unit-rules.ts';

/** A service that cannot run is often begun all the same, and gone by then. */
const SEEN_AFTER_MS = 250;

/** Only ever a `.service`: a unit of another kind could end the machine. That systemctl was content is not all: it is looked at. */
export async function service(
  { action, service }: CallOf<'service'>,
  { settings, signal, commit, clock }: Job,
): Promise<Final> {
  const unit = `${service}.service`;
  const facts = await factsOf(unit, 'Id,Names,LoadState', settings, signal);
  const units = [unit, facts.get('Id') ?? '', ...(facts.get('Names') ?? '').split(' ')];
  const names = units.map((name) => name.replace(/\.service$/, ''));
  if (!isServiceAllowed(names, action))
    return refused('not-allowed', `The service ${service} is not touched: the machine hangs on it.`);
  if (facts.get('LoadState') === 'not-found')
    return refused('failed', `There is no service ${service} on this machine.`);
  const lasting = commit();
  const { exitCode, output } = await runTool([settings.systemctl, action, unit], settings, lasting);
  const isContent = exitCode === 0 && (await isSo(unit, action, { settings, clock }, lasting));
  if (isContent) return done({ type: 'service' });
  return refused('failed', `The service ${service} did not ${action}.`, { output });
}

/** What was begun may be over, if it went well; what was stopped may not run. */
async function isSo(
  unit: string,
  action: CallOf<'service'>['action'],
  { settings, clock }: Pick<Job, 'settings' | 'clock'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (action !== 'stop') await clock.sleep(SEEN_AFTER_MS, signal);
  const state = (await factsOf(unit, 'ActiveState', settings, signal)).get('ActiveState');
  return action === 'stop' ? state !== 'active' : state !== 'failed';
}

async function factsOf(
  unit: string,
  properties: string,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const shown = await runTool([settings.systemctl, 'show', '-p', properties, unit], settings, signal);
  return new Map(shown.stdout.split('\n').map((line) => line.split('=', 2) as [string, string]));
}
