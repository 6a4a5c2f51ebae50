import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeDurably } from '#base/durable-file.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Foreseen, HitRate } from '../../answer.ts';

type Rates = Partial<Record<Foreseen, HitRate>>;

/** How much of what was asked for was known by then. */
export interface HitRates {
  count(what: Foreseen, isKnown: boolean): void;
  /** Of this session and those before it. */
  rates(): Rates;
  /** Adds this session to those before it. */
  keep(): void;
}

/** When more was asked for in the past, it counts half. */
const MOST_ASKED = 100_000;

const Count = z.int().min(0);
const Kept = z.partialRecord(
  z.enum(['generations', 'evaluations', 'downloads'] satisfies Foreseen[]),
  z.strictObject({ asked: Count, known: Count }),
);

/** Of two sessions that end at once one may be lost, and so is one that is killed. */
export function openHitRates(file: string): HitRates {
  let session: Rates = {};
  return {
    count(what, isKnown) {
      const { asked, known } = session[what] ?? NONE;
      session[what] = { asked: asked + 1, known: known + (isKnown ? 1 : 0) };
    },
    rates: () => sum(readKept(file), session),
    keep() {
      if (Object.keys(session).length === 0) return;
      try {
        const lock = takeLock(`${file}.lock`);
        if ('heldBy' in lock) return;
        using _held = lock;
        writeDurably(file, JSON.stringify(sum(readKept(file), session)));
        session = {};
      } catch {
        // Nothing but this number is lost.
      }
    },
  };
}

/** For what is read ahead: nobody asked for it. */
export function uncounted(rates: HitRates): HitRates {
  return { ...rates, count() {} };
}

/** `cache`, of which it is counted how much was there. */
export function counted<Key, Value>(
  cache: Pick<Map<Key, Value>, 'get' | 'set'>,
  what: Foreseen,
  hits: HitRates,
): Pick<Map<Key, Value>, 'get' | 'set'> {
  return {
    get(key) {
      const found = cache.get(key);
      hits.count(what, found !== undefined);
      return found;
    },
    set: (key, value) => cache.set(key, value),
  };
}

const NONE: HitRate = { asked: 0, known: 0 };

function sum(past: Rates, session: Rates): Rates {
  const all = { ...past };
  for (const [what, { asked, known }] of Object.entries(session) as [Foreseen, HitRate][]) {
    const before = past[what] ?? NONE;
    const weight = before.asked > MOST_ASKED ? 0.5 : 1;
    all[what] = {
      asked: Math.round(weight * before.asked) + asked,
      known: Math.round(weight * before.known) + known,
    };
  }
  return all;
}

/** Nothing from a file that is not there or not of our making. */
function readKept(file: string): Rates {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
