import { expect, test } from 'vitest';
import { Request, riskOf } from '#nix/request.ts';
import { requestFrom } from '#nix/request-from-intent.ts';
import { INTENTS } from '#understanding/intent.ts';

const SLOTS: Record<string, Record<string, string>> = {
  install_package: { package: 'vlc' },
  remove_package: { package: 'vlc' },
  try_package: { package: 'vlc' },
  package_info: { package: 'vlc' },
  search_packages: { query: 'editor' },
  rebuild: { action: 'switch' },
  rollback: { target: 'previous' },
};

test.each(Request.options.map((option) => option.shape.intent.value))(
  'understanding and Nix agree on the risk of %s',
  (intent) => {
    const request = requestFrom({ intent, slots: SLOTS[intent] ?? {} });
    expect(request && riskOf(request)).toBe(INTENTS[intent]);
  },
);
