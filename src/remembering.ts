import type { Adjusted, NameWish } from '#dialogue/adjustment.ts';
import { type RememberedName, withName, withoutName } from '#understanding/remembered.ts';

/** Where what was chosen for names is remembered. */
export interface NameMemory {
  now(): readonly RememberedName[];
  /** Gives why it could not be kept for the next time; it holds all the same. */
  change(update: (names: readonly RememberedName[]) => readonly RememberedName[]): string | undefined;
}

/** Remembers until it is gone: for rehearsals. */
export function passingMemory(): NameMemory {
  let names: readonly RememberedName[] = [];
  return {
    now: () => names,
    change(update) {
      names = update(names);
      return undefined;
    },
  };
}

export function fulfilNameWish(wish: NameWish, memory: NameMemory): Adjusted {
  switch (wish.kind) {
    case 'recall':
      return { type: 'names', names: memory.now().toReversed() };
    case 'remember': {
      const why = memory.change((names) => withName(names, wish.name));
      return { type: 'adjusted', adjustment: wish, value: wish.name.name, ...keptUnless(why) };
    }
    case 'forget': {
      const before = memory.now();
      const gone = before.length - withoutName(before, wish.spoken).length;
      if (gone === 0) return { type: 'unchanged', adjustment: wish, value: 0 };
      const why = memory.change((names) => withoutName(names, wish.spoken));
      return { type: 'adjusted', adjustment: wish, value: gone, ...keptUnless(why) };
    }
  }
}

function keptUnless(why: string | undefined): { kept: boolean; why?: string } {
  return why === undefined ? { kept: true } : { kept: false, why };
}
