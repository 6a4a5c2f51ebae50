import type { Answer } from '../answer.ts';
import type { Request } from '../request.ts';
import { type Change, nothing } from './change.ts';
import { noSuchPackage } from './near-names.ts';
import type { Undoable, World } from './world.ts';

type Asked = Extract<Request, { intent: 'install_package' | 'remove_package' }>;

/** The change with one package more or less in the own profile of who asks: the system stays as it is. */
export function withOwnPackage(
  { ownPackages }: Change,
  { intent, package: attribute }: Asked,
  world: World,
): Answer | undefined {
  if (world.own.type === 'answer') return world.own.answer;
  const isThere = isOwn(attribute, world);
  const isForAll = world.config.packages.includes(attribute);
  if (!isThere && !world.byAttribute(attribute)) return noSuchPackage(attribute, world);
  if (intent === 'install_package') {
    if (isThere || isForAll) return nothing('already-installed', attribute);
    ownPackages.set(attribute, 'install');
  } else {
    if (!isThere) return nothing(isForAll ? 'only-for-everybody' : 'not-installed', attribute);
    ownPackages.set(attribute, 'remove');
  }
  return undefined;
}

export function isOwn(attribute: string, { own }: Pick<World, 'own'>): boolean {
  return own.type === 'packages' && own.attributes.has(attribute);
}

/** The opposite of a change to an own profile, as far as that is still in place. */
export function withOwnUndone(
  change: Change,
  { adds, removes }: NonNullable<Undoable['own']>,
  world: World,
): Answer | undefined {
  if (world.own.type === 'answer') return world.own.answer;
  for (const attribute of adds) if (isOwn(attribute, world)) change.ownPackages.set(attribute, 'remove');
  for (const attribute of removes) if (!isOwn(attribute, world)) change.ownPackages.set(attribute, 'install');
  if (change.ownPackages.size === 0) return nothing('nothing-to-undo');
  change.undoes = true;
  return undefined;
}

/** The two cannot be carried out, nor put back, as one. */
export function mixesOwn(change: Change): boolean {
  const { ownPackages, moves, units, deletes, repairs, collects } = change;
  return ownPackages.size > 0 && (moves || units.size > 0 || deletes.length > 0 || repairs || collects);
}

/** What comes to an own profile and goes from it. */
export function ownEffects({ ownPackages }: Pick<Change, 'ownPackages'>): NonNullable<Undoable['own']> {
  const those = (wanted: string) =>
    [...ownPackages].flatMap(([attribute, what]) => (what === wanted ? [attribute] : [])).sort();
  return { adds: those('install'), removes: those('remove') };
}
