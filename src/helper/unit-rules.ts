import type { PrivilegedCall } from '#nix/privileged.ts';

type ServiceAction = Extract<PrivilegedCall, { verb: 'service' }>['action'];

/** Nothing is ever done to these: what all else hangs on, a shell for root, what ends or changes the machine, ourselves. */
const NEVER = [
  /^dbus\b/,
  /^systemd-(?!(?:resolved|timesyncd|networkd)$)/,
  /^(?:debug-shell|emergency|rescue|halt|poweroff|reboot|kexec|suspend|hibernate)$/,
  /^(?:initrd|plymouth|container|kmod|modprobe|mount|umount)\b/,
  /^(?:user|user-runtime-dir|session|autovt|getty|serial-getty|console-getty)\b/,
  /^(?:nixos-|nix-gc$|nix-daemon$|ask-nix|switch-to-configuration)/,
  /^(?:init|local-fs|polkit)\b/,
];

/** These may be started; without them there is no screen, or no way back in. */
const NEVER_ENDED = [
  /^(?:display-manager|gdm|sddm|lightdm|greetd|ly|lemurs|cage-tty\d+|xdm|slim)\b/,
  /^(?:systemd-networkd|upower|rtkit-daemon|speech-dispatcherd?|brltty)\b/,
];

/** Whether a unit, by any of its names without `.service`, may be started, stopped or restarted on somebody's word. */
export function isServiceAllowed(names: readonly string[], action: ServiceAction): boolean {
  const rules = action === 'start' ? NEVER : [...NEVER, ...NEVER_ENDED];
  return !names.some((name) => rules.some((rule) => rule.test(name)));
}
