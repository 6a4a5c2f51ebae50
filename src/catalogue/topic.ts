/** Something about Nix, NixOS or ask-nix that people ask us to explain. */
export interface Topic {
  key: string;
  /** How people say it. The first is how we say it. */
  names: readonly string[];
  /** The attribute of a program that is called the same: "what is direnv" asks about the program. */
  package?: string;
  /** To be spoken: what it is, then what it means for who asks. */
  sentences: readonly [string, string];
}
