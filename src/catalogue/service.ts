/** A service as the catalogue knows it. */
export interface Service {
  /** systemd unit without `.service`: `sshd`. */
  unit: string;
  /** One line, no full stop. */
  description: string;
  /** The NixOS option that enables it: `services.openssh.enable`. */
  option: string;
  /** How people say it: `the printer service`, `printing`. The first is how we say it. */
  spoken: readonly string[];
}

export function spokenService(unit: string, found: Service | undefined): string {
  return found?.spoken[0] ?? unit.replaceAll(/[-_.@:]+/g, ' ');
}
