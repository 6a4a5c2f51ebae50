import { isDeepStrictEqual } from 'node:util';
import type { Bridge } from './bridge.ts';
import type { RebuildModule } from './find-module.ts';

/** One bridge after the other is needed only when another nixos-rebuild-ng is here than before, as after a switch. */
export interface KeptBridge extends AsyncDisposable {
  /** To the nixos-rebuild-ng that is here now; undefined: there is none. */
  current(): Promise<Bridge | undefined>;
}

/** Keeps what `open` gave for as long as `find` finds the same. */
export function keptBridge(
  find: () => Promise<RebuildModule | undefined>,
  open: (module: RebuildModule) => Bridge,
): KeptBridge {
  let kept: { module: RebuildModule; bridge: Bridge } | undefined;
  const keep = async (module: RebuildModule | undefined) => {
    if (isDeepStrictEqual(module, kept?.module)) return;
    const before = kept;
    kept = module && { module, bridge: open(module) };
    await before?.bridge[Symbol.asyncDispose]();
  };
  return {
    async current() {
      await keep(await find());
      return kept?.bridge;
    },
    [Symbol.asyncDispose]: () => keep(undefined),
  };
}
