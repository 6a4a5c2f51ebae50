/** What `doctor` looks at, in the order in which it tells. */
export const CHECKS = [
  'node',
  'settings',
  'grammar',
  'files',
  'disk',
  'journal',
  'system',
  'screen',
  'recorder',
  'microphone',
  'model',
  'speaker',
  'voice',
  'keys',
] as const;

/** Told behind `system`, when that is a real one. */
export const REAL_CHECKS = [
  'rights',
  'daemon',
  'store',
  'services',
  'configuration',
  'managed',
  'catalogue',
  'builder',
] as const;
export type RealCheckName = (typeof REAL_CHECKS)[number];

export type CheckName = (typeof CHECKS)[number] | RealCheckName;

/** How well something works: as it should, worse than it could, not at all. */
export type Health = 'ok' | 'degraded' | 'failed';

export interface Finding {
  check: CheckName;
  status: Health;
  /** One sentence. */
  message: string;
  /** What to do about it, one sentence; none when all is well. */
  remedy?: string;
}

/** What a check found; its name is known to whoever runs it. */
export type Found = Omit<Finding, 'check'>;

export function ok(message: string): Found {
  return { status: 'ok', message };
}

export function degraded(message: string, remedy: string): Found {
  return { status: 'degraded', message, remedy };
}

export function failed(message: string, remedy: string): Found {
  return { status: 'failed', message, remedy };
}

/** The worst there is. */
export function overall(findings: readonly Finding[]): Health {
  const all = findings.map(({ status }) => status);
  return all.includes('failed') ? 'failed' : all.includes('degraded') ? 'degraded' : 'ok';
}
