import { z } from 'zod';

/** A systemd unit without `.service`: `sshd`, `NetworkManager`, `user@1000`. */
export const ServiceName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9:_.@-]*$/)
  .brand('ServiceName');
export type ServiceName = z.infer<typeof ServiceName>;

/** The path of a NixOS option: `services.openssh.enable`, `services.redis.servers."".enable`. */
export const OptionPath = z
  .string()
  .max(150)
  .regex(/^[a-z][a-zA-Z0-9_-]*(\.(?:[a-zA-Z0-9_-]+|"[a-zA-Z0-9_-]*"))+$/)
  .brand('OptionPath');
export type OptionPath = z.infer<typeof OptionPath>;

/** What an option is set to. Of an option that is a list: the one element to add. */
export const OptionValue = z.union([
  z.boolean(),
  z.int(),
  z
    .string()
    .max(200)
    .regex(/^[\p{L}\p{N} _.,:/@+-]*$/u),
]);
export type OptionValue = z.infer<typeof OptionValue>;

/** A command's name: `dig`. */
export const ProgramName = z
  .string()
  .max(80)
  .regex(/^[a-zA-Z0-9_[][a-zA-Z0-9_.+-]*$/)
  .brand('ProgramName');
export type ProgramName = z.infer<typeof ProgramName>;
