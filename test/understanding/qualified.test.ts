import { describe, expect, it } from 'vitest';
import { hearLearned, meaning } from './world.ts';

describe('more is said than is understood', () => {
  it.each([
    'update everything except firefox',
    'upgrade all packages excluding the kernel',
    'roll back if that fails',
    'restart nginx if that fails',
    'update the system unless it breaks',
    'undo the last three edits',
    'block port 22 in the firewall',
    'turn the firewall off on port 80',
    'stop letting port 22 through the firewall',
    'i guess systemd could go away',
    'roll back to the generation after 34',
  ])('“%s” is not understood', (text) => {
    expect(hearLearned(text).decision).toBe('rejected');
  });

  it('opens a port in the firewall and leaves it on', () => {
    expect(meaning(hearLearned('open port 22 in the firewall'))).toBe(
      'set_option networking.firewall.allowedTCPPorts 22',
    );
  });

  it.each([
    'delete the old generations but keep five and the previous one',
    'delete generations older than a month and keep five',
  ])('“%s” is one deletion whose limit is asked for', (text) => {
    expect(meaning(hearLearned(text))).toMatch(/^(?:understood |incomplete )?delete_generations$/);
  });
});
