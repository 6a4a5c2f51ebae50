import type { PrivilegedNews, PrivilegedResult, RefusalCode } from '#nix/privileged.ts';

/** How a call ends. */
export type Final = Extract<PrivilegedNews, { type: 'result' | 'refused' }>;

export function done(result: PrivilegedResult): Final {
  return { type: 'result', result };
}

const MOST_OUTPUT = 64_000;

export function refused(
  code: RefusalCode,
  message: string,
  { output, left }: { output?: string; left?: string | undefined } = {},
): Final {
  return {
    type: 'refused',
    code,
    message,
    // What went wrong stands at the end.
    ...(output !== undefined && { output: output.slice(-MOST_OUTPUT) }),
    ...(left !== undefined && { left }),
  };
}
