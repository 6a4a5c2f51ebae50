import type { Package } from '#catalogue/package.ts';
import type { Answer } from './answer.ts';

/** `packages` bring `program`, as an answer to somebody who has the packages `installed`. */
export function providedBy(
  program: string,
  packages: readonly Package[],
  installed: ReadonlySet<string>,
): Extract<Answer, { type: 'provides' }> {
  const here = packages.map(({ attribute }) => attribute).filter((attribute) => installed.has(attribute));
  return { type: 'provides', program, packages, ...(here.length > 0 && { installed: here }) };
}
