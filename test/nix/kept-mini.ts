import { rm } from 'node:fs/promises';
import { startDaemon } from '../mini-nixos/daemon.ts';
import { mustRun } from '../mini-nixos/run.ts';
import { type MiniOptions, type MiniSystem, miniSystem } from './mini-system.ts';

export interface KeptMini extends AsyncDisposable {
  /** The system as it was kept, its daemon running; only one at a time. */
  again(): Promise<MiniSystem>;
}

/** Makes a miniature once and gives it again and again: to copy it takes a tenth of the time. `prepare`: before it is kept. */
export async function keptMini(
  options: Omit<MiniOptions, 'daemon'>,
  prepare: (mini: MiniSystem) => Promise<void>,
): Promise<KeptMini> {
  await using made = new AsyncDisposableStack();
  const mini = made.use(await miniSystem({ ...options, daemon: false }));
  await prepare(mini);
  const kept = `${mini.root}.kept`;
  made.defer(() => remove(kept));
  await copy(mini.root, kept);
  const all = made.move();
  return {
    async again() {
      await remove(mini.root);
      await copy(kept, mini.root);
      const daemon = await startDaemon(mini.environment);
      return { ...mini, [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose]() };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };

  /** With the times of links, which are the dates of generations. */
  async function copy(from: string, to: string): Promise<void> {
    await mustRun(['cp', '-a', from, to], mini.environment);
  }
}

function remove(folder: string): Promise<void> {
  // What an activation left behind may still be writing there.
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
