import type { Argv } from '#base/run-program.ts';
import type { ActivityRecord } from '../activity.ts';
import type { Attribute } from '../attribute.ts';
import { type EvaluationFailed, runEvaluator } from '../evaluation/run-evaluator.ts';
import type { NixPlaces } from '../places.ts';
import { ownProfileLink } from '../profiles/own-profile.ts';
import { attributeOf, type ProfileElement } from '../profiles/profile-manifest.ts';
import { readUserProfile } from '../profiles/read-user-profile.ts';
import { isNixpkgsPinned } from './pinned-nixpkgs.ts';

type ProfileChanged =
  /** A new generation of the profile. */
  | { type: 'changed' }
  /** There, or not there, before. */
  | { type: 'already' }
  /** The profile belongs to `nix-env`, and no other program may change it. */
  | { type: 'of-nix-env' }
  | { type: 'damaged'; why: string }
  | EvaluationFailed;

/** The packages of one person, which `nix profile` keeps: nothing of the system changes by them. */
export interface UserProfileChanges {
  install(attribute: Attribute, signal: AbortSignal, onRecord?: OnRecord): Promise<ProfileChanged>;
  remove(attribute: Attribute, signal: AbortSignal, onRecord?: OnRecord): Promise<ProfileChanged>;
}

type OnRecord = (record: ActivityRecord) => void;

const NIX = ['nix', '--extra-experimental-features', 'nix-command flakes', 'profile'] as const;
/** It may have to build what is installed. */
const LIMIT_MS = 12 * 3_600_000;

/** Of the person whose environment it is. Both throw NixError when there is no Nix, and when aborted its reason. */
export function userProfile(
  places: Pick<NixPlaces, 'store'>,
  environment: Readonly<Record<string, string>>,
): UserProfileChanges {
  const change = async (
    argv: readonly string[],
    signal: AbortSignal,
    onRecord?: OnRecord,
  ): Promise<ProfileChanged> => {
    const all: Argv = [...NIX, ...argv, '--log-format', 'internal-json'];
    const done = await runEvaluator(all, { environment, limitMs: LIMIT_MS, onRecord }, signal);
    if (done.type === 'printed') return { type: 'changed' };
    // Since when we looked, or for another reason that Nix has.
    return /is incompatible with 'nix-env'/.test(done.output) ? { type: 'of-nix-env' } : done;
  };
  const elementsOf = () => {
    const found = readUserProfile(ownProfileLink(environment), places);
    if (found.type === 'nix-env') return { type: 'of-nix-env' } as const;
    return found.type === 'none' ? ({ type: 'nix-profile', elements: [] } as const) : found;
  };

  return {
    async install(attribute, signal, onRecord) {
      const found = elementsOf();
      if (found.type !== 'nix-profile') return found;
      if (found.elements.some((element) => isOf(element, attribute))) return { type: 'already' };
      const what = isNixpkgsPinned(environment) ? [`nixpkgs#${attribute}`] : ['-f', '<nixpkgs>', attribute];
      const done = await change(['install', ...what], signal, onRecord);
      // Newer versions call it so, and may one day call it nothing else.
      const isRenamed = done.type === 'failed' && /'install' is not a recogni[sz]ed/.test(done.output);
      return isRenamed ? change(['add', ...what], signal, onRecord) : done;
    },

    async remove(attribute, signal, onRecord) {
      const found = elementsOf();
      if (found.type !== 'nix-profile') return found;
      const paths = found.elements
        .filter((element) => isOf(element, attribute))
        .flatMap(({ storePaths }) => storePaths);
      // By path, which every version takes for it; a name, a position or a pattern only some.
      return paths.length === 0 ? { type: 'already' } : change(['remove', ...paths], signal, onRecord);
    },
  };
}

/** What is only known to be called so is taken for it. */
function isOf(element: ProfileElement, wanted: Attribute): boolean {
  return attributeOf(element) === (element.attribute === undefined ? wanted.split('.').at(-1) : wanted);
}
