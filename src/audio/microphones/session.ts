import { aborted } from '#base/aborted.ts';
import type { Clock } from '#base/clock.ts';
import { type ListPrograms, microphonesOf } from '../list-devices.ts';
import { type Recorder, recorderSetups } from '../recorder-argv.ts';
import type { Samples } from '../samples.ts';
import { listenOnce, type OneEnd } from './listen-once.ts';
import { isThere, type Target } from './target.ts';

/** Where recorders and the programs that list devices are, if not where PATH says. */
export type RecorderPrograms = Readonly<Partial<Record<Recorder, string>>> & ListPrograms;

export interface Failure extends OneEnd {
  recorder: Recorder;
}

/** How listening to a target ended; `delivered`: it was heard. */
export interface SessionEnd {
  delivered: boolean;
  isChanged: boolean;
  failures: readonly Failure[];
}

export interface Session {
  /** The recorder that was heard last. */
  readonly heardWith: Recorder | undefined;
  /** There was no microphone from the beginning: the sound server's loudspeaker is heard, and that is meant. */
  readonly hearsMonitor: boolean;
  /** Listens with the first of the target's recorders that delivers sound, until that ends. */
  listen(target: Target, signal: AbortSignal): AsyncGenerator<Samples, SessionEnd>;
}

interface Dependencies {
  clock: Clock;
  programs: RecorderPrograms;
  /** What the settings ask for. */
  wanted: Target;
  /** Sound comes from `target`. */
  onHeard(target: Target): void;
}

/** How often it is looked for a device of which nobody tells when it comes or goes. */
const LOOK_MS = 10_000;
/** PulseAudio's name for what a loudspeaker plays. */
const MONITOR = /\.monitor$/;

export function createSession({ clock, programs, wanted, onHeard }: Dependencies): Session {
  const bestSetup = new Map<Recorder, number>();
  let heardWith: Recorder | undefined;
  let hearsMonitor: boolean | undefined;

  async function* listenWith(
    recorder: Recorder,
    target: Target,
    signal: AbortSignal,
  ): AsyncGenerator<Samples, Failure> {
    const setups = recorderSetups(recorder, target.id, programs[recorder]);
    const best = bestSetup.get(recorder);
    let first: OneEnd | undefined;
    for (const [at, setup] of setups.entries()) {
      if (best !== undefined && best !== at) continue;
      const end = yield* listenOnce(setup, watching(recorder, target, at), signal);
      first ??= end;
      if (end.delivered || end.isChanged) return { ...end, recorder };
      // One that is not there, or hangs, does so in every format.
      if (end.fault !== 'ended') break;
    }
    return { ...(first as OneEnd), recorder };
  }

  function watching(recorder: Recorder, target: Target, setup: number) {
    let source: string | undefined;
    return {
      clock,
      onHeard() {
        bestSetup.set(recorder, setup);
        heardWith = recorder;
        onHeard(target);
      },
      isWrong(now: string): boolean {
        const before = source;
        source = now;
        if (before === undefined) hearsMonitor ??= MONITOR.test(now);
        if (before === undefined || now === before) return false;
        return target.isChosen || (MONITOR.test(now) && !hearsMonitor);
      },
      changed: (until: AbortSignal) => comesOrGoes(recorder, target, until),
    };
  }

  /** Resolves when what is wanted went away while it is heard, or came back while something else is. */
  async function comesOrGoes(recorder: Recorder, target: Target, signal: AbortSignal): Promise<void> {
    const isTold = target.isChosen && recorder === 'parec';
    if (!wanted.isListed || isTold) return aborted(signal);
    for (;;) {
      await clock.sleep(LOOK_MS, signal);
      const system = await microphonesOf(wanted.recorders[0] as Recorder, programs, signal);
      if (system && isThere(wanted, system) !== target.isChosen) return;
    }
  }

  return {
    get heardWith() {
      return heardWith;
    },
    get hearsMonitor() {
      return hearsMonitor === true;
    },
    async *listen(target, signal) {
      const failures: Failure[] = [];
      for (const recorder of target.recorders) {
        const end = yield* listenWith(recorder, target, signal);
        failures.push(end);
        if (end.delivered || end.isChanged) return { ...end, failures };
      }
      return { delivered: false, isChanged: false, failures };
    },
  };
}
