import { expect, test } from 'vitest';
import { Request, riskOf } from '#nix/request.ts';
import { requestFrom } from '#nix/request-from-intent.ts';
import { INTENTS, type Slots } from '#understanding/intent.ts';

const service = { service: 'sshd' };

const SLOTS: Record<string, Slots> = {
  install_package: { package: 'vlc' },
  remove_package: { package: 'vlc' },
  try_package: { package: 'vlc' },
  package_info: { package: 'vlc' },
  search_packages: { query: 'editor' },
  rebuild: { action: 'switch' },
  rollback: { target: 'previous' },
  compare_generations: { from: 'previous', to: 'current' },
  delete_generations: { older_than: '30 days' },
  service_status: service,
  service_logs: service,
  service_start: service,
  service_stop: service,
  service_restart: service,
  service_enable: service,
  service_disable: service,
  set_option: { option: 'hardware.bluetooth.enable', value: true },
  which_provides: { program: 'dig' },
  use_system: { system: 'local' },
};

test.each(Request.options.map((option) => option.shape.intent.value))(
  'understanding and Nix agree on the risk of %s',
  (intent) => {
    const request = requestFrom({ intent, slots: SLOTS[intent] ?? {} });
    expect(request && riskOf(request)).toBe(INTENTS[intent]);
  },
);
