/**
 * What an edge of the program throws when the world refuses. `code` is for programs, `message` for people
 * (what, where, what to do), `cause` keeps the lower error. Outcomes (not understood, no such package) are data.
 */
export abstract class AskNixError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The microphone, the speaker or a sound file. */
export class AudioError extends AskNixError<
  'no-device' | 'no-program' | 'bad-format' | 'unreadable' | 'stream-broke'
> {}

/** The recognizer child process or its model. */
export class RecognizerError extends AskNixError<'no-model' | 'bad-model' | 'died' | 'stalled' | 'gave-up'> {}

/** Getting, keeping and choosing speech models. */
export class ModelError extends AskNixError<
  | 'unknown'
  | 'not-installed'
  | 'unreachable'
  | 'refused'
  | 'wrong-content'
  | 'bad-archive'
  | 'no-space'
  | 'unwritable'
  | 'busy'
  | 'in-use'
> {}

/** The program or daemon that speaks for us. */
export class VoiceError extends AskNixError<'no-program' | 'died' | 'refused'> {}

/**
 * Nix or the practice system. Of its daemon: nobody listens, it went away in the middle, it is silent, it speaks what we
 * do not understand, it says that something failed.
 */
export class NixError extends AskNixError<
  | 'not-installed'
  | 'refused'
  | 'bad-state'
  | 'locked'
  | 'unwritable'
  | 'stale-plan'
  | 'no-daemon'
  | 'daemon-gone'
  | 'no-answer'
  | 'protocol'
  | 'daemon-error'
  | 'no-services'
  | 'no-git'
  | 'git-locked'
  | 'no-configuration'
> {}

/** Command line, settings and grammar files: what the user wrote. */
export class ConfigError extends AskNixError<
  'usage' | 'bad-settings' | 'bad-grammar' | 'unreadable' | 'unwritable' | 'already-running' | 'not-yet'
> {}

/** A bug of ours: logged with its stack, exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** The rejection that an aborted operation gives: not a failure, so only the effect runner swallows it. */
export function isAbort(error: unknown, signal: AbortSignal): boolean {
  return (
    signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'))
  );
}
