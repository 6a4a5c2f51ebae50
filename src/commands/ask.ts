import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import type { Assistant } from '#assistant.ts';
import { aborted } from '#base/aborted.ts';
import { systemClock } from '#base/clock.ts';
import { ConfigError } from '#base/errors.ts';
import type { Config } from '#config/config.ts';
import { loadConfig } from '#config/load.ts';
import { liveSettings } from '#live-settings.ts';
import type { Plan } from '#nix/plan.ts';
import type { Ears } from '#ports.ts';
import { typed } from '#recognition/heard.ts';
import { printedVoice } from '#voice/printed-voice.ts';
import { openBasics } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { AskOutcome } from './ask-outcome.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';
import { openConversation } from './conversation.ts';
import { isAtRest, TurnWatch } from './turn-watch.ts';
import { inFull } from './typed-ears.ts';

const FLAGS = {
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  confirm: { type: 'string' },
} as const;

/** One sentence: looks at once; a change asks at a terminal, or takes `--yes` or `--confirm HASH`. */
export const ask: Command = async (context) => {
  // For one sentence few things are parsed more than once: to compile their schemas would take longer.
  z.config({ jitless: true });
  const { values, positionals } = parseFlags(context.args, FLAGS);
  const text = positionals.join(' ').trim();
  if (text === '') throw new ConfigError('usage', 'Say what to ask: ask-nix ask "list generations".');
  if (values.yes && values.confirm !== undefined) {
    throw new ConfigError('usage', 'Give either --yes or --confirm HASH, not both.');
  }
  const config = await loadConfig(context.paths.configFile, context.environment, {}, context.err);
  await using basics = await openBasics(config, context.paths, systemClock, true);
  const watch = new TurnWatch();
  const outcome = new AskOutcome(values.json ? () => {} : context.out);
  const assistant = openConversation({
    basics,
    live: liveSettings(atOnce(config), context),
    ears: 'terminal',
    voice: printedVoice,
    observers: [watch, outcome],
  });
  const grants = (plan: Plan) =>
    values.confirm === undefined ? values.yes && plan.risk !== 'irreversible' : values.confirm === plan.hash;
  const answersByPerson = context.isTerminal && !values.json && !values.yes && values.confirm === undefined;
  const nextLine = answersByPerson ? readLine(context) : undefined;
  await assistant.converse(
    oneSentence({ text, assistant, watch, outcome, grants, nextLine }),
    context.signal,
  );
  if (values.confirm !== undefined && outcome.leftOpen)
    context.err('ask-nix: that is not the plan of this hash, or no longer: this is the plan now.');
  if (values.json) context.out(JSON.stringify(outcome.report(text)));
  return context.signal.aborted ? EXIT.failed : outcome.exitCode();
};

/** Nobody can say "more" after one sentence: lists are told whole. */
function atOnce(config: Config): Config {
  return { ...config, dialogue: { ...config.dialogue, listStep: MOST_ENTRIES } };
}

const MOST_ENTRIES = 10_000;

interface OneSentence {
  text: string;
  assistant: Assistant;
  watch: TurnWatch;
  outcome: AskOutcome;
  /** Whether a flag says yes to this plan. */
  grants(plan: Plan): boolean;
  /** A person's answer to an open question; undefined when nobody is there to give one. */
  nextLine: ((signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** The sentence, then answers to what it asks, until nothing is open or nobody answers. */
function oneSentence({ text, assistant, watch, outcome, grants, nextLine }: OneSentence): Ears {
  return async function* (_expecting, signal) {
    let line: string | undefined = text;
    while (line !== undefined && !signal.aborted) {
      const over = watch.turnOver(isAtRest);
      yield typed(line);
      await Promise.race([over, aborted(signal)]);
      if (signal.aborted) return;
      const { mode } = assistant.state;
      if (mode.name === 'confirming' && grants(mode.plan)) {
        const carriedOut = watch.turnOver(isAtRest);
        assistant.tell({ type: 'confirmed', hash: mode.plan.hash });
        return void (await Promise.race([carriedOut, aborted(signal)]));
      }
      if (mode.name === 'idle') return;
      line = await nextLine?.(signal);
      if (line !== undefined) line = inFull(line);
      else outcome.leaveOpen(mode.name === 'confirming' ? mode.plan : undefined);
    }
  };
}

function readLine({ stdin }: CommandContext): (signal: AbortSignal) => Promise<string | undefined> {
  return async (signal) => {
    const terminal = createInterface({ input: stdin, output: process.stdout });
    const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)));
    const answer = terminal.question('> ', { signal }).catch(() => undefined);
    const line = await Promise.race([answer, closed]);
    terminal.close();
    return line;
  };
}
