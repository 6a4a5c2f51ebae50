/** Why something failed, as far as what follows from it differs. */
export type FailureCode =
  | 'no-space'
  | 'no-network'
  | 'build-failed'
  | 'busy'
  | 'stale-plan'
  | 'broken-state'
  | 'unwritable'
  /** The disk or its file system does not do as it should. */
  | 'disk-failed'
  /** `file` was written by a later version of ours. */
  | 'newer-file'
  /** Nix itself cannot be started. */
  | 'no-nix'
  /** Git cannot be started, or does not do what it was asked for. */
  | 'no-git'
  /** A lock of Git lies in the repository of the configuration. */
  | 'git-locked'
  /** Nobody tells how services are, or what they wrote. */
  | 'no-services'
  /** The root helper does not answer, or does not let us ask. */
  | 'no-helper'
  /** There is no configuration where it should be. */
  | 'no-configuration'
  /** The configuration contradicts itself or cannot be evaluated. */
  | 'evaluation-failed'
  /** The new system is in place, but a service of it did not start. */
  | 'unit-failed'
  /** What is for one person and what is for everybody are two changes. */
  | 'not-together'
  /** This system has no profiles of persons. */
  | 'no-own-profile'
  /** Two of `requests` cannot both be. */
  | 'contradiction'
  /** `subject` has no such name here; `near` are others. */
  | 'unknown-attribute'
  /** The package `subject` is not built: its license, its holes, its state, this kind of machine. */
  | 'unfree'
  | 'insecure'
  | 'broken'
  | 'unsupported'
  /** The option `subject`: there is none, it is set to two things, it does not take what it is set to. */
  | 'unknown-option'
  | 'conflicting-option'
  | 'bad-option-value'
  /** The file `subject` of a flake is none of Git's. */
  | 'untracked'
  /** What was fetched for `subject` is not what its recipe says. */
  | 'hash-mismatch'
  /** `subject` can be neither fetched nor built. */
  | 'no-substitute'
  /** Building `subject` was given up. */
  | 'timed-out'
  /** It takes the rights of root, and there is no helper that has them. */
  | 'not-permitted'
  /** The new system is being activated, for longer than anybody waits for. */
  | 'still-activating'
  /** Which inputs there are is root's to know. */
  | 'updates-unknown'
  /** Somebody besides root can write to the configuration, so that root does not build it. */
  | 'distrusted'
  /** It would go online, and the settings forbid that. */
  | 'offline'
  /** Nobody answers for the store. */
  | 'no-daemon'
  /** The daemon hangs up on us, or we may not use its socket. */
  | 'daemon-refuses'
  /** It speaks a protocol that we do not. */
  | 'daemon-version'
  /** Another program holds what is needed. */
  | 'locked'
  /** Something still refers to `subject`, so it cannot be deleted. */
  | 'still-in-use'
  /** The generation is gone. */
  | 'no-generation'
  /** The profile belongs to another tool of Nix. */
  | 'wrong-profile'
  /** The new system does not want to be switched to now. */
  | 'pre-switch-check'
  /** The boot entries could not be written; there is no room for them. */
  | 'bootloader'
  | 'boot-full'
  /** The new system is in place for the next start, and cannot be activated before. */
  | 'needs-restart'
  /** The configuration does not import our module, so that nothing of ours would be in it. */
  | 'not-imported'
  /** `subject` is written by hand, in `file` at `line`, where we change nothing. */
  | 'by-hand'
  /** Whoever speaks need not be the one who is logged in. */
  | 'screen-locked'
  /** Nobody could tell why. */
  | 'unexplained';

/** What is in the way of any change, whichever. */
export type Obstacle = Extract<
  FailureCode,
  | 'newer-file'
  | 'broken-state'
  | 'no-configuration'
  | 'no-daemon'
  | 'daemon-refuses'
  | 'daemon-version'
  | 'no-helper'
  | 'not-permitted'
  | 'still-activating'
>;
