/** Programs that bring others, of whatever system: who names one seldom speaks of it. */
export const MANAGERS: ReadonlySet<string> = new Set(
  'apt aptitude pacman dnf yum zypper brew homebrew snap emerge pip npm cargo nix dpkg rpm systemctl journalctl bash sudo'.split(
    ' ',
  ),
);
