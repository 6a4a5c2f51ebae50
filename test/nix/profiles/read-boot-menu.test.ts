import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBootMenu } from '#nix/profiles/read-boot-menu.ts';

it('reads which generations the menu keeps and which one starts', () => {
  const boot = mkdtempSync(join(tmpdir(), 'ask-nix-boot-'));
  try {
    expect(readBootMenu({ boot })).toEqual({ generations: [] });
    mkdirSync(join(boot, 'loader/entries'), { recursive: true });
    const entries = [
      'nixos-generation-9.conf',
      'nixos-generation-10.conf',
      'nixos-generation-10-specialisation-gaming.conf',
      'nixos-generation-11+3-1.conf',
      'nixos-other-generation-3.conf',
      'windows.conf',
      'nixos-generation-x.conf',
    ];
    for (const entry of entries) writeFileSync(join(boot, 'loader/entries', entry), '');
    writeFileSync(join(boot, 'loader/loader.conf'), 'timeout 5\ndefault nixos-generation-10.conf\n');
    expect(readBootMenu({ boot })).toEqual({ generations: [11, 10, 9], starts: 10 });
    writeFileSync(join(boot, 'loader/loader.conf'), 'default @saved\n');
    expect(readBootMenu({ boot })).toEqual({ generations: [11, 10, 9] });
  } finally {
    rmSync(boot, { recursive: true });
  }
});
