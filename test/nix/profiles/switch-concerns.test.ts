import { expect, it } from 'vitest';
import { type SwitchSide, switchConcerns } from '#nix/profiles/switch-concerns.ts';

const side = (changes: Partial<SwitchSide> = {}): SwitchSide => ({
  number: 40,
  kernel: '6.12.57',
  architecture: 'x86_64-linux',
  initInterface: 'systemd 2',
  units: new Map([
    ['sshd.service', 'one'],
    ['nginx.service', 'two'],
  ]),
  canSwitch: true,
  ...changes,
});
const running = { kernel: '6.12.57', bootMenu: [42, 41, 40] };

it.each<[string, Partial<SwitchSide>, object[]]>([
  ['nothing that matters', {}, []],
  ['another kernel', { kernel: '6.6.1' }, [{ what: 'other-kernel', running: '6.12.57', to: '6.6.1' }]],
  ['no kernel, as a container', { kernel: '' }, []],
  ['another init', { initInterface: 'systemd 3' }, [{ what: 'needs-restart' }]],
  ['no program to switch', { canSwitch: false }, [{ what: 'no-switch-program' }]],
  [
    'another architecture',
    { architecture: 'aarch64-linux' },
    [{ what: 'other-architecture', from: 'x86_64-linux', to: 'aarch64-linux' }],
  ],
  ['a generation that the boot menu has dropped', { number: 39 }, [{ what: 'not-in-boot-menu', kept: 3 }]],
  ['a generation newer than the menu', { number: 43 }, []],
  [
    'other units',
    {
      units: new Map([
        ['sshd.service', 'other'],
        ['cups.socket', 'three'],
        ['cups.service', 'four'],
      ]),
    },
    [
      {
        what: 'units',
        stops: ['nginx.service'],
        starts: ['cups.service', 'cups.socket'],
        replaces: ['sshd.service'],
      },
    ],
  ],
])('switching to a system with %s', (_, to, concerns) => {
  expect(switchConcerns(side(), side(to), running)).toEqual(concerns);
});

it('tells the gravest first, and nothing of a boot menu that it does not know', () => {
  const to = side({ number: 1, canSwitch: false, initInterface: '3', kernel: '5', units: new Map() });
  const whats = switchConcerns(side(), to, { ...running, bootMenu: [] }).map(({ what }) => what);
  expect(whats).toEqual(['no-switch-program', 'needs-restart', 'other-kernel', 'units']);
});
