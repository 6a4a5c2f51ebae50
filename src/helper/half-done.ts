import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLockStale, takeLock } from '#base/lock-file.ts';
import { isBootMenuOwed, writeBootMenu } from './boot-menu.ts';
import type { DeskOptions } from './desk.ts';
import type { Faults } from './faults.ts';
import { type Final, refused } from './final.ts';
import { clearLeftOver } from './left-over.ts';
import { noteFiles } from './note.ts';
import { endOrphans } from './orphans.ts';
import { type Settled, settle } from './settle.ts';
import { settleInputs } from './verbs/inputs.ts';

export const UNDER_WAY = refused('busy', 'An activation is still running.');
export const OTHER_PROCESS = refused('busy', 'Another process of root is changing the system.');

/** What takes longer hangs, and is tried again when somebody calls. */
const MOST_MS = 60 * 60_000;

/** What an earlier helper left half done, or an activation that took longer than anybody waits for. */
export class HalfDone {
  readonly #options: DeskOptions;
  readonly #faults: Faults;
  #settling: Promise<Final | undefined> | undefined;
  /** A helper was killed at its work, and what it left is not all cleared yet. */
  #isAfterKill = false;
  /** What was settled last, until it is forgotten. */
  settled: Settled | undefined;

  constructor(options: DeskOptions, faults: Faults) {
    this.#options = options;
    this.#faults = faults;
  }

  /** Held by who changes the system or puts it right. */
  get lock(): string {
    return join(this.#options.settings.state, 'lock');
  }

  get isThere(): boolean {
    return existsSync(noteFiles(this.#options.settings.state).note) || isLockStale(this.lock);
  }

  /** Until what is being settled is. */
  async quiet(): Promise<void> {
    await this.#settling;
  }

  /** Gives why it could not be settled yet. Who comes while it is being settled waits for that: it is done by one at a time. */
  settle(): Promise<Final | undefined> {
    this.#settling ??= this.#settleNow()
      .catch((error: unknown) => this.#faults.failed(error))
      .finally(() => {
        this.#settling = undefined;
      });
    return this.#settling;
  }

  async #settleNow(): Promise<Final | undefined> {
    const { settings, audit, clock } = this.#options;
    const lasting = AbortSignal.timeout(MOST_MS);
    this.#isAfterKill ||= isLockStale(this.lock);
    const isAfterKill = this.#isAfterKill;
    const lock = takeLock(this.lock);
    if ('heldBy' in lock) return OTHER_PROCESS;
    using _lock = lock;
    if (isAfterKill) {
      if (!(await endOrphans(settings, clock, lasting)))
        return refused('busy', 'A program of an earlier helper does not end.');
      clearLeftOver(settings);
      await settleInputs(settings);
    }
    const settled = await settle({ ...this.#options, tell: () => {} }, lasting);
    if (settled === 'under-way') return UNDER_WAY;
    if (isAfterKill && isBootMenuOwed(settings)) await writeBootMenu(settings, lasting);
    this.#isAfterKill = false;
    if (!settled) return undefined;
    this.settled = settled;
    audit.write({ event: 'settled', call: 0, verb: settled.activation, outcome: settled.how });
    return undefined;
  }
}
