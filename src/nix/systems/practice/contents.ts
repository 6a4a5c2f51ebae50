import type { Package } from '#catalogue/package.ts';
import type { Software, SystemSettings } from '../../planning/world.ts';
import { type Marker, RECIPE } from './records.ts';
import { kernelVersion, nixosVersion } from './releases.ts';
import { storeName } from './store-path.ts';

/** What a store path holds; the same name always holds the same. */
export interface Contents {
  /** By path within; folders on the way are made. */
  files: Readonly<Record<string, string>>;
  links: Readonly<Record<string, string>>;
  folders: readonly string[];
}

/** Everything a generation is made from. Systems from before there were settings have none. */
export interface SystemContent {
  software: Software;
  revision: number;
  settings: SystemSettings | undefined;
}

const STUB =
  '#!/bin/sh\necho "$(basename "$0"): this is a program of the practice system; it only pretends."\n';

export function packageContents(found: Package): Contents {
  return { files: programFiles(found, 'bin/'), links: {}, folders: ['bin'] };
}

/** A package's commands below `folder`: scripts that say what they are. */
export function programFiles(found: Package, folder: string): Record<string, string> {
  // Plain file names only, whatever a catalogue says.
  const plain = found.programs.filter((program) => /^[\w+][\w+.-]{0,60}$/.test(program));
  return Object.fromEntries(plain.map((program) => [`${folder}${program}`, STUB]));
}

export function modulesPath(kernel: string): string {
  return storeName(`linux-${kernel}-modules`, '');
}

export function modulesContents(kernel: string): Contents {
  return { files: {}, links: {}, folders: [`lib/modules/${kernel}`] };
}

/** The store name of what is installed. */
export function softwarePath(software: Software): string {
  return storeName('system-path', JSON.stringify(software));
}

export function softwareContents(software: Software): Contents {
  return { files: { 'packages.json': JSON.stringify(software) }, links: {}, folders: [] };
}

/** The store name of what is set. */
export function settingsPath(settings: SystemSettings): string {
  return storeName('etc', JSON.stringify(settings));
}

export function settingsContents(settings: SystemSettings): Contents {
  return { files: { 'settings.json': JSON.stringify(settings) }, links: {}, folders: [] };
}

export function toplevelPath(marker: Marker, { software, revision, settings }: SystemContent): string {
  const inputs = JSON.stringify(software) + (settings ? JSON.stringify(settings) : '');
  return storeName(`nixos-system-${marker.hostName}-${nixosVersion(marker, revision)}`, inputs);
}

export function toplevelContents(marker: Marker, { software, revision, settings }: SystemContent): Contents {
  const kernel = kernelVersion(revision);
  const label = nixosVersion(marker, revision);
  const bootspec = { label: `NixOS ${label} (Linux ${kernel})`, system: 'x86_64-linux' };
  return {
    files: {
      'nixos-version': label,
      system: 'x86_64-linux',
      'init-interface-version': 'systemd',
      'kernel-params': 'loglevel=4',
      init: STUB,
      kernel: `practice kernel ${kernel}\n`,
      initrd: 'practice initrd\n',
      'bin/switch-to-configuration': STUB,
      'boot.json': JSON.stringify({
        'org.nixos.bootspec.v1': bootspec,
        ...(settings ? { [RECIPE]: { software, settings } } : {}),
      }),
    },
    links: {
      'kernel-modules': `../${modulesPath(kernel)}`,
      sw: `../${softwarePath(software)}`,
      ...(settings ? { etc: `../${settingsPath(settings)}` } : {}),
    },
    folders: [],
  };
}
