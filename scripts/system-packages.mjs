import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the machine's own package manager has to bring: any one of `names` will do. */
const PROGRAMS = [
  { names: ['espeak-ng'], debian: ['espeak-ng'], use: 'to speak', talking: true },
  {
    names: ['pw-record', 'parec', 'arecord', 'sox', 'rec'],
    debian: ['alsa-utils'],
    use: 'to hear',
    talking: true,
  },
  {
    names: ['pw-play', 'paplay', 'aplay', 'play'],
    debian: ['alsa-utils'],
    use: 'to be heard',
    talking: true,
  },
  { names: ['sox'], debian: ['sox'], use: 'to make test sounds' },
  { names: ['pulseaudio'], debian: ['pulseaudio'], use: 'for a virtual microphone' },
  { names: ['parec'], debian: ['pulseaudio-utils'], use: 'to record from it' },
  { names: ['arecord'], debian: ['alsa-utils'], use: 'to test the ALSA recorder' },
  { names: ['flite'], debian: ['flite'], use: 'for voices that the model has not heard' },
  { names: ['nix-daemon'], debian: ['nix-bin'], use: 'for a real Nix' },
  { names: ['ss'], debian: ['iproute2'], use: 'to tell who calls the helper' },
  { names: ['dbus-daemon'], debian: ['dbus'], use: 'for a bus with a stand-in for systemd' },
  { names: ['git'], debian: ['git'], use: 'for configurations that are flakes' },
  { names: ['debootstrap'], debian: ['debootstrap'], use: 'for another Nix', newerNix: true },
  { names: ['xz'], debian: ['xz-utils'], use: 'to make channels' },
  { names: ['python3'], debian: ['python3'], use: 'to score measurements' },
];

export function missingPrograms(purpose) {
  const needed = PROGRAMS.filter(
    ({ talking, newerNix }) => talking || (purpose !== 'talking' && (!newerNix || purpose === 'newer nix')),
  );
  return needed.filter(({ names }) => !names.some(isOnPath));
}

export function packagesFor(programs) {
  return [...new Set(programs.flatMap(({ debian }) => debian))];
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
