import { systemClock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import { loadConfig } from '#config/load.ts';
import { openMicrophone } from '#sound-wiring.ts';
import { chat } from './chat.ts';
import type { Command, CommandContext } from './command.ts';
import { demo } from './demo.ts';
import { listen } from './listen.ts';

/** A microphone that delivers nothing for so long is none; where one was chosen, there is another one to try. */
const PROBE_MS = 2_500;
const PROBE_CHOSEN_MS = 6_000;

/** Talks with what there is: a microphone, else a terminal, else the demonstration. */
export const talkOrDemo: Command = async (context) => {
  if (await hasMicrophone(context)) return listen(context);
  return context.isTerminal ? chat(context) : demo(context);
};

async function hasMicrophone({ environment, paths, stdin, signal }: CommandContext): Promise<boolean> {
  const config = await loadConfig(paths.configFile, environment, {});
  if (config.microphone.kind !== 'device') return true;
  const patienceMs = config.microphone.device === undefined ? PROBE_MS : PROBE_CHOSEN_MS;
  const probe = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    const microphone = await openMicrophone(config.microphone, systemClock, stdin, { standIn: true });
    for await (const _samples of microphone.listen(probe)) return true;
    return false;
  } catch (error) {
    if (error instanceof AudioError) return false;
    throw error;
  }
}
