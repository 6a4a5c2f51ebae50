import { rmSync } from 'node:fs';
import { writeDurably } from '#base/durable-file.ts';
import { isAbort } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import { type UserProfileChanges, userProfile } from '../../configuration/user-profile.ts';
import { classify } from '../../failures/classify.ts';
import { readOwnProfile } from '../../profiles/own-profile.ts';
import type { ChangeWork } from './change-steps.ts';
import { DAMAGED, OF_NIX_ENV } from './evaluate-for-me.ts';
import { type Failed, failed } from './failed.ts';
import { learn } from './learn.ts';
import type { LocalSystem } from './local-system.ts';
import { pendingOf } from './pending-change.ts';
import type { Pending } from './records.ts';
import type { Settled } from './settle.ts';

type Step = readonly [attribute: Attribute, what: 'install' | 'remove'];
type Own = NonNullable<Pending['own']>;

/**
 * Makes a prepared change to the own profile of who asks real, and looks whether it is; the caller holds the lock. It
 * needs no root, and touches nothing of the system.
 */
export async function carryOutForMe(work: Omit<ChangeWork, 'privileged'>): Promise<Answer> {
  const { prepared, system, report, signal } = work;
  const { files, places, environment } = system;
  const pending = pendingOf(prepared);
  const own = pending.own ?? { adds: [], removes: [] };
  const profile = userProfile(places, environment);
  writeDurably(files.pending, JSON.stringify(pending));
  let failure: Failed | undefined;
  try {
    for (const step of stepsOf(own)) {
      report.phase(step[1] === 'install' ? 'downloading' : 'deleting');
      failure = await takeStep(step, profile, system, signal, report.record);
      if (failure) break;
    }
  } catch (error) {
    const restored = await putBackForMe(own, system);
    if (isAbort(error, signal)) return { type: 'cancelled', restored };
    throw error;
  }
  if (failure) return { ...failure, restored: await putBackForMe(own, system) };
  learn(report.state, system);
  // Seen, and not only hoped for.
  if (!isMade(own, system)) return { ...DAMAGED, restored: await putBackForMe(own, system) };
  writeDurably(files.undo, JSON.stringify(pending.undo.after));
  rmSync(files.pending, { force: true });
  return { type: 'done', requests: prepared.plan.requests };
}

/** What became of a change to an own profile whose process is gone: all of it is kept, a part of it is put back. */
export async function settleForMe({ undo }: Pending, own: Own, system: LocalSystem): Promise<Settled> {
  const { files } = system;
  const what = 'The last change, just for you, was broken off';
  if (isMade(own, system)) {
    writeDurably(files.undo, JSON.stringify(undo.after));
    rmSync(files.pending);
    return { how: 'kept', said: `${what} after it was made: it is in your profile.` };
  }
  return (await putBackForMe(own, system))
    ? { how: 'put-back', said: `${what} and put back: your profile is as it was.` }
    : {
        how: 'left',
        said: `${what}, and part of it is in your profile. Say what is installed to look.`,
      };
}

/** True when the profile is as it was; then nothing is pending any more. */
async function putBackForMe(own: Own, system: LocalSystem): Promise<boolean> {
  const { files, places, environment } = system;
  const profile = userProfile(places, environment);
  const never = new AbortController().signal;
  for (const step of stepsOf({ adds: own.removes, removes: own.adds }))
    if (await takeStep(step, profile, system, never)) return false;
  rmSync(files.pending, { force: true });
  return true;
}

function stepsOf({ adds, removes }: Own): Step[] {
  return [
    ...removes.map((attribute) => [attribute, 'remove'] as const),
    ...adds.map((attribute) => [attribute, 'install'] as const),
  ];
}

/** Undefined when it is so afterwards. */
async function takeStep(
  [attribute, what]: Step,
  profile: UserProfileChanges,
  { places }: LocalSystem,
  signal: AbortSignal,
  onRecord?: ChangeWork['report']['record'],
): Promise<Failed | undefined> {
  const outcome = await profile[what](attribute, signal, onRecord);
  switch (outcome.type) {
    case 'changed':
    case 'already':
      return undefined;
    case 'of-nix-env':
      return OF_NIX_ENV;
    case 'damaged':
      return DAMAGED;
    case 'failed':
      return failed(classify(outcome.output, places), true, 'build-failed');
  }
}

function isMade({ adds, removes }: Own, { environment, places }: LocalSystem): boolean {
  const there = new Set(readOwnProfile(environment, places).packages.map(({ attribute }) => attribute));
  return adds.every((name) => there.has(name)) && !removes.some((name) => there.has(name));
}
