/** What happened to a practice system before its first day with us, oldest first: a machine in use for weeks. */
export interface PastChange {
  /** Days before it was made, and the time of day in hours (UTC). */
  daysAgo: number;
  hour: number;
  adds?: readonly string[];
  removes?: readonly string[];
  /** Services that were enabled. */
  enables?: readonly string[];
  /** The system was updated as well. */
  updated?: boolean;
}

export const FIRST_GENERATION = 33;

export const FIRST_PACKAGES: readonly string[] = [
  'alacritty',
  'curl',
  'espeak-ng',
  'evince',
  'file',
  'git',
  'gnupg',
  'htop',
  'libreoffice',
  'nano',
  'networkmanagerapplet',
  'orca',
  'pavucontrol',
  'rsync',
  'thunderbird',
  'tree',
  'unzip',
  'vim',
  'wget',
  'zip',
];

/** What a machine with a desktop runs. */
export const FIRST_SERVICES: readonly string[] = [
  'NetworkManager',
  'avahi-daemon',
  'cups',
  'display-manager',
  'firewall',
  'nix-daemon',
  'pipewire',
  'polkit',
  'rtkit-daemon',
  'systemd-timesyncd',
  'udisks2',
  'upower',
];

export const FIRST_OPTIONS: Readonly<Record<string, string | boolean>> = {
  'networking.hostName': 'practice',
  'services.desktopManager.gnome.enable': true,
  'services.displayManager.gdm.enable': true,
  'services.orca.enable': true,
  'time.timeZone': 'Europe/Berlin',
};

export const PAST_CHANGES: readonly PastChange[] = [
  { daysAgo: 21, hour: 17.4 },
  { daysAgo: 20, hour: 9.2, adds: ['vlc'] },
  { daysAgo: 18, hour: 19.8, adds: ['gimp', 'pidgin'] },
  { daysAgo: 15, hour: 8.1, adds: ['tmux'], enables: ['fwupd'] },
  { daysAgo: 14, hour: 20.6, updated: true },
  { daysAgo: 11, hour: 18.3, adds: ['keepassxc'] },
  { daysAgo: 9, hour: 10.7, removes: ['pidgin'] },
  { daysAgo: 7, hour: 21.1, adds: ['ripgrep', 'jq'], enables: ['fstrim'] },
  { daysAgo: 4, hour: 16.5, adds: ['inkscape'] },
  { daysAgo: 2, hour: 19.2, removes: ['inkscape'] },
  { daysAgo: 1, hour: 20.9, adds: ['rhythmbox'] },
];

/** Left in the store by generations that are long gone. */
export const LEFT_OVER: readonly string[] = [
  'audacity',
  'chromium',
  'geany',
  'pidgin',
  'transmission_4-gtk',
  'wesnoth',
];
