import { sayNumber } from './say-count.ts';

/** "a moment", "about six seconds", "about a minute", "about four minutes", "about two hours". */
export function sayDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds <= 1) return 'a moment';
  if (seconds < 50)
    return `about ${sayNumber(seconds <= 12 ? seconds : Math.round(seconds / 5) * 5)} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return 'about a minute';
  if (minutes < 55) return `about ${sayNumber(minutes)} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'about an hour' : `about ${sayNumber(hours)} hours`;
}
