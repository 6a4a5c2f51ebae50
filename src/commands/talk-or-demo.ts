import { systemClock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import { loadConfig } from '#config/load.ts';
import { openMicrophone } from '#sound-wiring.ts';
import { chat } from './chat.ts';
import type { Command, CommandContext } from './command.ts';
import { demo } from './demo.ts';
import { listen } from './listen.ts';

/** A microphone that delivers nothing for so long is none. */
const PROBE_MS = 2_500;

/** Talks with what there is: a microphone, else a terminal, else the demonstration. */
export const talkOrDemo: Command = async (context) => {
  if (await hasMicrophone(context)) return listen(context);
  return context.isTerminal ? chat(context) : demo(context);
};

async function hasMicrophone({ environment, paths, stdin, signal }: CommandContext): Promise<boolean> {
  const config = await loadConfig(paths.configFile, environment, {});
  if (config.microphone.kind !== 'device') return true;
  const probe = AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]);
  try {
    const microphone = await openMicrophone(config.microphone, systemClock, stdin);
    for await (const _samples of microphone.listen(probe)) return true;
    return false;
  } catch (error) {
    if (error instanceof AudioError) return false;
    throw error;
  }
}
