import { InternalError } from '#base/errors.ts';
import type { Answer } from '../answer.ts';
import type { Request } from '../request.ts';
import { type Change, moved, nothing } from './change.ts';
import { withDeletion, withRollback, withUndo } from './change-generations.ts';
import { withOption, withService, withUnit } from './change-settings.ts';
import { noSuchPackage } from './near-names.ts';
import { isOwn, withOwnPackage } from './own-packages.ts';
import { changeOf } from './settings.ts';
import type { World } from './world.ts';

/** The change with one more request, or the answer that makes it needless or impossible. */
export function withRequest(change: Change, request: Request, world: World): Answer | undefined {
  switch (request.intent) {
    case 'install_package':
      if (request.scope) return withOwnPackage(change, request, world);
      if (!world.byAttribute(request.package)) return noSuchPackage(request.package, world);
      if (change.packages.has(request.package)) return nothing('already-installed', request.package);
      change.packages.add(request.package);
      return moved(change);
    case 'remove_package':
      if (request.scope) return withOwnPackage(change, request, world);
      if (change.packages.delete(request.package)) return moved(change);
      if (!world.byAttribute(request.package)) return noSuchPackage(request.package, world);
      return nothing(isOwn(request.package, world) ? 'only-for-you' : 'not-installed', request.package);
    case 'update_system':
      if (change.revision >= world.newestRevision) return nothing('up-to-date');
      change.revision = world.newestRevision;
      change.updates = true;
      return moved(change);
    case 'rollback':
      return withRollback(change, request.target, world);
    case 'edit_undo':
      return withUndo(change, world);
    case 'rebuild': {
      if (world.isApplied()) return nothing('up-to-date');
      const { packages, revision } = world.config;
      if (request.action === 'boot' || request.action === 'test') change.activation = request.action;
      Object.assign(change, changeOf(world.config), { packages: new Set<string>(packages), revision });
      return moved(change);
    }
    case 'service_enable':
    case 'service_disable':
      return withService(change, request, world);
    case 'service_start':
    case 'service_stop':
    case 'service_restart':
      return withUnit(change, request, world);
    case 'set_option':
      return withOption(change, request, world);
    case 'delete_generations':
      return withDeletion(change, request.limit, world);
    case 'repair_system':
      change.repairs = true;
      return undefined;
    case 'collect_garbage': {
      change.garbage = world.garbage(new Set(change.deletes), change);
      if (change.garbage.length === 0) return nothing('no-garbage');
      change.collects = true;
      return undefined;
    }
    case 'get_model':
    case 'use_system':
    case 'restart_machine':
      throw new InternalError(`${request.intent} is no matter of Nix`);
    default:
      return undefined;
  }
}
