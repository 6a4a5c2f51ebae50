/** Carries out changes on the practice system in the folder of its argument until it is killed; prints a line when it begins. */
import { systemClock } from '../../src/base/clock.ts';
import { bundledCatalogue } from '../../src/catalogue/bundled-catalogue.ts';
import { Attribute } from '../../src/nix/attribute.ts';
import type { Request } from '../../src/nix/request.ts';
import { openNix } from '../../src/nix/systems/index.ts';

const directory = process.argv[2] ?? '';
const nix = await openNix(
  { kind: 'practice', pace: 1_000_000, fail: 'none' },
  { clock: systemClock, ...bundledCatalogue(), directory },
);
const { signal } = new AbortController();
const firefox = Attribute.parse('firefox');
const steps: readonly Request[] = [
  { intent: 'install_package', package: firefox },
  { intent: 'rollback', target: { kind: 'previous' } },
  { intent: 'edit_undo' },
  { intent: 'remove_package', package: firefox },
];
process.stdout.write('begun\n');
for (let step = 0; ; step++) {
  const planned = await nix.plan([steps[step % steps.length] as Request], signal);
  if (planned.type !== 'plan') continue;
  for await (const _ of nix.run(planned.plan, signal)) await Promise.resolve();
}
