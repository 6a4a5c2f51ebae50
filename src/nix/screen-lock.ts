/** What is known of the screen before which who asks is logged in. */
export type ScreenReading =
  /** `login`: the login session that tells, by its name. */
  | { type: 'locked' | 'unlocked'; login: string }
  /** Nobody tells: there is no desktop, or none that says so. `why` is a sentence. */
  | { type: 'unknown'; why: string };

export interface ScreenLock {
  /** Asked anew each time. Rejects only with what `signal` was aborted with. */
  read(signal: AbortSignal): Promise<ScreenReading>;
}
