import { type Command, EXIT } from './command.ts';

/** A verb that has its name and its place, and nothing behind it so far. */
export function notYet(name: string): Command {
  return async ({ err }) => {
    err(`ask-nix: "${name}" is not yet built.`);
    return EXIT.notUnderstood;
  };
}
