import { z } from 'zod';

/** A nixpkgs attribute name, possibly nested with dots. The only form in which a package reaches Nix. */
export const Attribute = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z0-9_][a-zA-Z0-9_+'-]*(\.[a-zA-Z0-9_][a-zA-Z0-9_+'-]*)*$/)
  .brand('Attribute');
export type Attribute = z.infer<typeof Attribute>;
