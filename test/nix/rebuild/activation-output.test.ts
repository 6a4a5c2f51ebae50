import { describe, expect, it, test } from 'vitest';
import { type ActivationEnd, parseActivation } from '#nix/rebuild/activation-output.ts';

const nothing = {
  failedUnits: [],
  stops: [],
  starts: [],
  restarts: [],
  reloads: [],
  leftAsTheyAre: [],
};

describe('what an activation says', () => {
  it('tells apart what stops for good, what starts anew and what is only restarted', () => {
    const output = [
      'stopping the following units: cups.service, sshd.service, srv-data.mount',
      'activating the configuration...',
      'setting up /etc...',
      'restarting the following user units: nixos-activation.service',
      'restarting sysinit-reactivation.target',
      'reloading the following units: dbus.service',
      'restarting the following units: nix-daemon.service, polkit.service',
      'starting the following units: sshd.service, avahi-daemon.socket',
      'the following new units were started: nginx.service, sysinit-reactivation.target',
      'NOT restarting the following changed units: display-manager.service',
      'Done. The new configuration is /nix/store/0z0hwjign6irmnmnivwhznrv1jlqhpii-nixos-system-tnt-26.05',
    ].join('\n');
    expect(parseActivation(output, 0)).toEqual({
      end: 'done',
      failedUnits: [],
      stops: ['cups', 'srv-data.mount'],
      starts: ['avahi-daemon.socket', 'nginx', 'sysinit-reactivation.target'],
      restarts: ['nix-daemon', 'polkit', 'sshd'],
      reloads: ['dbus'],
      leftAsTheyAre: ['display-manager'],
    });
  });

  it('reads what would be done', () => {
    const output = [
      'would stop the following units: cups.service',
      'would activate the configuration...',
      'would reload the following units: dbus.service',
      'would restart the following units: sshd.service',
      'would NOT stop the following changed units: getty@tty1.service',
      'would start the following units: nginx.service',
    ].join('\n');
    expect(parseActivation(output, 0)).toEqual({
      ...nothing,
      end: 'done',
      stops: ['cups'],
      starts: ['nginx'],
      restarts: ['sshd'],
      reloads: ['dbus'],
      leftAsTheyAre: ['getty@tty1'],
    });
  });

  it('is not misled by colors, carriage returns and empty lists', () => {
    const output = '\u001b[1;31mwarning:\u001b[0m the following units failed: a.service,  b.service\r\n';
    expect(parseActivation(output, 4)).toEqual({
      ...nothing,
      end: 'units-failed',
      failedUnits: ['a', 'b'],
    });
    expect(parseActivation('stopping the following units: \n', 0)).toEqual({ ...nothing, end: 'done' });
  });

  const ENDS: readonly (readonly [end: ActivationEnd, exitCode: number | null, output: string])[] = [
    ['needs-restart', 100, "Warning: the new NixOS configuration has an 'init' that is"],
    ['locked', 11, 'Could not acquire lock'],
    ['locked', 1, 'Could not acquire lock'],
    ['pre-switch-check', 1, 'Pre-switch checks failed'],
    ['bootloader', 1, 'updating systemd-boot entries\nFailed to install bootloader'],
    ['not-root', 1, 'switch-to-configuration must be run as the root user'],
    ['unknown', 1, 'Usage: switch-to-configuration [check|switch|boot|test|dry-activate]'],
    ['unknown', null, 'activating the configuration...'],
    ['unknown', 139, ''],
  ];
  test.each(ENDS)('%s: exit code %s', (end, exitCode, output) => {
    expect(parseActivation(output, exitCode).end).toBe(end);
  });
});
