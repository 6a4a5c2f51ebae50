import { NixError } from '#base/errors.ts';

/** Something came that the format does not allow: nothing after it can be trusted. */
export function brokenProtocol(what: string): NixError {
  return new NixError('protocol', `The Nix daemon sent what I cannot read: ${what}.`);
}
