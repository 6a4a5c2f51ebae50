import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { openWork } from '#journal/open-work.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../../contracts/nix.ts';
import { settledStatus } from '../../helper/wholeness.ts';
import { expectWhole, stateOf } from './kept-whole.ts';
import type { KillBed, Killing } from './kill-bed.ts';
import { install } from './local-fixture.ts';

/** How a killed change ended, as seen afterwards. */
export type KillEnd = 'over' | 'not begun' | 'kept' | 'put back' | 'not written down';

export interface Round {
  requests: readonly Request[];
  killing: Killing;
  /** Whether another change is made and undone afterwards. */
  goesOn: boolean;
}

/** Has a change made by a process that is killed, opens the system again, and expects all to be whole and told. */
export async function killRound(bed: KillBed, round: Round): Promise<KillEnd> {
  const { requests, killing, goesOn } = round;
  const before = stateOf(bed);
  const { steps, answer } = await bed.change(requests, killing);
  if (bed.helper) {
    if (killing.victim === 'helper' || killing.victim === 'both') await bed.helper.start();
    await settledStatus(bed.helper);
  }
  const nix = await bed.open();
  const repairs = nix.repairs ?? [];
  const told = JSON.stringify({ requests, killing, steps, answer, repairs });
  const isOpen = isOpenInJournal(bed);
  if (!answer) expect(beginSession(bed), told).toHaveLength(isOpen ? 1 : 0);
  else expect(beginSession(bed), told).toEqual([]);
  const after = expectWhole(bed, before, told);
  const end = endOf(answer, repairs, isDeepStrictEqual(after, before));
  if (end === 'kept') expect(repairs, told).toEqual([expect.stringMatching(/broken off/)]);
  if (end === 'put back' || !steps.includes('begun') || answer?.restored) expect(after, told).toEqual(before);
  if (goesOn) await expectToGoOn(nix, told);
  return end;
}

/** A change is begun and has no end since the last start. It may be killed when it has written that, and before it says so. */
function isOpenInJournal({ journal }: KillBed): boolean {
  const [last] = fileJournal(journal).newestFirst(['started', 'begun', 'change']);
  return last?.entry.type === 'begun';
}

/** As the assistant does at each start; gives what it tells of what was broken off. */
function beginSession(bed: KillBed): readonly string[] {
  const journal = fileJournal(bed.journal);
  const { brokenOff, underWay } = openWork(journal);
  journal.append({ type: 'started', system: 'local', ears: 'terminal', underWay: [...underWay] }, Date.now());
  return brokenOff;
}

function endOf(answer: object | undefined, repairs: readonly string[], isAsBefore: boolean): KillEnd {
  if (answer && repairs.length === 0) return 'over';
  if (repairs.some((said) => /put back/.test(said))) return 'put back';
  if (repairs.length > 0) return 'kept';
  // Killed when it was over and only that remained to be said: the journal tells of it as of what was broken off.
  return isAsBefore ? 'not begun' : 'not written down';
}

async function expectToGoOn(nix: Nix, told: string): Promise<void> {
  const { installed, current } = await nix.facts(never);
  const free = ['tree', 'wget', 'curl', 'unzip'].find((name) => !installed.includes(name)) ?? 'tmux';
  expect(await answerOf(nix, await planOf(nix, install(free))), told).toMatchObject({ type: 'done' });
  const undone = await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }));
  expect(undone, told).toMatchObject({ type: 'done', generation: current });
}
