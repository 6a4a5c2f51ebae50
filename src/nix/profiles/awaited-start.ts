import { realpathSync } from 'node:fs';
import type { RestartReason } from '../answer.ts';
import { type NixPlaces, systemProfile } from '../places.ts';

/** What of a system is taken into use by nothing but a start of the machine. */
const KERNEL = ['kernel', 'kernel-modules'];
const BEFORE_THE_SYSTEM = ['initrd'];

/**
 * What the next start would bring, by the toplevel of the profile, and why that does not run yet: another kernel, or only
 * what starts the system or is not activated. `what` is the same text for as long as the same is waited for. Undefined when
 * all of it runs, and when it cannot be told.
 */
export function awaitedStart({
  run,
  ...places
}: Pick<NixPlaces, 'run' | 'state'>): { why: RestartReason; what: string } | undefined {
  const next = realPath(systemProfile(places));
  const active = realPath(`${run}/current-system`);
  const booted = realPath(`${run}/booted-system`);
  if (!next || !active || !booted) return undefined;
  const differing = (names: readonly string[]) =>
    names
      .map((name) => ({ was: realPath(`${booted}/${name}`), name, will: realPath(`${next}/${name}`) }))
      .filter(({ was, will }) => was !== will)
      .map(({ name, will }) => will ?? `no ${name}`);
  const kernel = differing(KERNEL);
  const waits = [...kernel, ...differing(BEFORE_THE_SYSTEM), ...(active === next ? [] : [next])];
  if (waits.length === 0) return undefined;
  return { why: kernel.length > 0 ? 'kernel' : 'rest', what: waits.join(' ') };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // What leads nowhere brings nothing.
    return undefined;
  }
}
