/** Carries out changes on the practice system in the folder of its argument until it is killed; prints a line when it begins. */
import { systemClock } from '../../src/base/clock.ts';
import { bundledCatalogue } from '../../src/catalogue/bundled-catalogue.ts';
import { Attribute } from '../../src/nix/attribute.ts';
import { OptionPath, ServiceName } from '../../src/nix/names.ts';
import { NixOptions } from '../../src/nix/nix.ts';
import type { Request } from '../../src/nix/request.ts';
import { openNix } from '../../src/nix/systems/index.ts';

const directory = process.argv[2] ?? '';
const nix = await openNix(NixOptions.parse({ kind: 'practice', pace: 1_000_000 }), {
  clock: systemClock,
  ...bundledCatalogue(),
  directory,
});
const { signal } = new AbortController();
const firefox = Attribute.parse('firefox');
const sshd = ServiceName.parse('sshd');
const cups = ServiceName.parse('cups');
const steps: readonly (readonly Request[])[] = [
  [{ intent: 'install_package', package: firefox }],
  [{ intent: 'service_stop', service: cups }],
  [
    { intent: 'service_enable', service: sshd },
    { intent: 'delete_generations', limit: { kind: 'keep', count: 6 } },
  ],
  [{ intent: 'service_start', service: cups }],
  [{ intent: 'optimise_store' }],
  [{ intent: 'set_option', option: OptionPath.parse('zramSwap.enable'), value: true }],
  [{ intent: 'rollback', target: { kind: 'previous' } }],
  [{ intent: 'edit_undo' }],
  [{ intent: 'repair_system' }],
  [
    { intent: 'remove_package', package: firefox },
    { intent: 'service_disable', service: sshd },
    { intent: 'set_option', option: OptionPath.parse('zramSwap.enable'), value: false },
  ],
  [{ intent: 'collect_garbage' }],
];
process.stdout.write('begun\n');
for (let step = 0; ; step++) {
  const planned = await nix.plan(steps[step % steps.length] ?? [], signal);
  if (planned.type !== 'plan') continue;
  for await (const _ of nix.run(planned.plan, signal)) await Promise.resolve();
}
