import type { Progress } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayAction } from './say-action.ts';
import { sayDuration } from './say-duration.ts';

/** "Downloading firefox, about half done, about four minutes to go.": of the whole plan, not of its phase. */
export function sayProgress(plan: Plan, progress: Progress | null, context: PhrasingContext): string {
  if (!progress) return `I am still at it: ${sayAction(plan, context)}.`;
  const at = progress.current === undefined ? '' : ` ${context.names(progress.current)}`;
  if (progress.isLate) return `${PHASES[progress.phase]}${at}, which takes longer than I thought.`;
  return `${PHASES[progress.phase]}${at}, ${sayShare(plan, progress)}${sayRemaining(progress.remainingMs)}.`;
}

/** "…, about a minute to go", or nothing when it is about to end. */
export function sayRemaining(remainingMs: number): string {
  return remainingMs < 1500 ? '' : `, ${sayDuration(remainingMs)} to go`;
}

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  evaluating: 'Working out what is needed',
  downloading: 'Downloading',
  building: 'Building',
  activating: 'Switching over',
  deleting: 'Deleting',
  checking: 'Checking',
  optimising: 'Optimising',
};

function sayShare({ effects: { estimateMs } }: Plan, { remainingMs }: Progress): string {
  const doneMs = Math.max(0, estimateMs - remainingMs);
  const percent = estimateMs > 0 ? Math.round((100 * doneMs) / estimateMs) : 0;
  if (percent < 3) return 'just begun';
  if (percent >= 97) return 'nearly done';
  if (percent >= 45 && percent <= 55) return 'about half done';
  return `${percent} percent done`;
}
