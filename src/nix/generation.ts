/** One entry of a profile. */
export interface Generation {
  number: number;
  /** When its link was made, milliseconds since 1970. */
  madeAt: number;
  nixosVersion: string;
  kernel: string;
  /** The profile points to it. */
  current: boolean;
  /** Attributes installed in it. */
  packages: readonly string[];
}
