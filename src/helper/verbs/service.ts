import { done, type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { runTool } from '../run-tool.ts';
import { isServiceAllowed } from '../unit-rules.ts';

/** Only ever a `.service`: a unit of another kind could end the machine. */
export async function service(
  { action, service }: CallOf<'service'>,
  { settings, signal, commit }: Job,
): Promise<Final> {
  const { systemctl } = settings;
  const unit = `${service}.service`;
  const asked = ['show', '-p', 'Id,Names,LoadState', unit] as const;
  const shown = await runTool([systemctl, ...asked], settings, signal);
  const facts = new Map(shown.stdout.split('\n').map((line) => line.split('=', 2) as [string, string]));
  const units = [unit, facts.get('Id') ?? '', ...(facts.get('Names') ?? '').split(' ')];
  const names = units.map((name) => name.replace(/\.service$/, ''));
  if (!isServiceAllowed(names, action))
    return refused('not-allowed', `The service ${service} is not touched: the machine hangs on it.`);
  if (facts.get('LoadState') === 'not-found')
    return refused('failed', `There is no service ${service} on this machine.`);
  const { exitCode, output } = await runTool([systemctl, action, unit], settings, commit());
  if (exitCode === 0) return done({ type: 'service' });
  return refused('failed', `The service ${service} did not ${action}.`, { output });
}
