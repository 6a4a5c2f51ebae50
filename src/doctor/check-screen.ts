import type { ScreenReading } from '#nix/screen-lock.ts';
import { type Found, ok } from './finding.ts';

/** Whether a locked screen is noticed; a machine without one is well too. */
export function checkScreen(reading: ScreenReading): Found {
  switch (reading.type) {
    case 'locked':
      return ok(`The screen of login session ${reading.login} is locked, so I only look.`);
    case 'unlocked':
      return ok(`Login session ${reading.login} is not locked. While it is, I only look.`);
    case 'unknown':
      return ok(`Nobody tells whether a screen is locked, so I take changes all the same. ${reading.why}`);
  }
}
