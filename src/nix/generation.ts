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
  /** Tags and version, as it stands in the boot menu. */
  label?: string;
  /** Commit of the configuration that it was built from. */
  revision?: string;
  /** Names of its variants. */
  specialisations?: readonly string[];
  /** The machine was started with it. */
  booted?: boolean;
}
