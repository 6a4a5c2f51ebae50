import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readWav } from '#audio/read-wav.ts';
import type { Samples } from '#audio/samples.ts';
import { loadConfig } from '#config/load.ts';
import type { Paths } from '#config/paths.ts';
import type { Reply } from '#dialogue/reply.ts';
import { liveSettings } from '#live-settings.ts';
import { NixOptions } from '#nix/nix.ts';
import type { Observer, Stepped } from '#ports.ts';
import { expectingFrom, openQueuedMicrophone, openRecognizer } from '#sound-wiring.ts';
import { openBasics } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT } from './command.ts';
import { openConversation } from './conversation.ts';
import { meaningOf } from './meaning.ts';
import { captions, openWorkingVoice, spokenEars, stageForRecordings } from './spoken.ts';
import { hasAnswered, isAtRest, TurnWatch } from './turn-watch.ts';

/** What is said in the demonstration, and what has to come of it. */
const DemoTurn = z.object({
  file: z.string(),
  said: z.string(),
  expect: z.object({ intent: z.string(), slots: z.record(z.string(), z.unknown()), reply: z.string() }),
});
type DemoTurn = z.infer<typeof DemoTurn>;

/** Slow enough that "how far are you?" finds the job at work. */
const PACE = 0.5;

/**
 * A recorded conversation through microphone, recognizer, understanding, dialogue, practice system and voice, all
 * real. It has a practice system of its own, so nothing that a person did there is touched.
 */
export const demo: Command = async ({ args, out, err, environment, paths, signal }) => {
  parseFlags(args, {});
  const state = mkdtempSync(join(tmpdir(), 'ask-nix-demo-'));
  using _folder = { [Symbol.dispose]: () => rmSync(state, { recursive: true, force: true }) };
  const flags = {
    nix: NixOptions.parse({ kind: 'practice', pace: PACE, directory: join(state, 'practice') }),
    dialogue: { mode: 'always' },
  };
  const config = await loadConfig(paths.configFile, environment, flags, err);
  const tell = (line: string) => err(`ask-nix: ${line}`);
  const stage = await stageForRecordings(config.speaker, tell, signal);
  await using basics = await openBasics(config, elsewhere(paths, state), stage.clock);
  await using recognizer = await openRecognizer(config.recognizer, stage.clock, paths, tell, signal);
  const turns = z
    .array(DemoTurn)
    .parse(JSON.parse(await readFile(join(paths.home, 'demo', 'turns.json'), 'utf8')));

  const microphone = await openQueuedMicrophone(stage.clock);
  const watch = new TurnWatch();
  const outcomes = new TurnOutcomes();
  const assistant = openConversation({
    basics,
    live: liveSettings(config, { paths: elsewhere(paths, state), environment }),
    ears: 'recording',
    voice: await openWorkingVoice(config.voice, stage, tell, signal),
    observers: [captions(out), watch, outcomes],
    expecting: expectingFrom(basics.grammar, basics),
  });
  out('A recorded conversation with the practice system: nothing real changes.');
  const recordings = await Promise.all(turns.map(({ file }) => readWav(join(paths.home, 'demo', file))));
  // Held by us: between the turns no time passes.
  using _hold = stage.clock.hold();
  const conversation = assistant.converse(spokenEars(recognizer, microphone, stage.clock), signal);
  const over = conversation.then(() => undefined);
  const wrong: string[] = [];
  for (const [index, turn] of turns.entries()) {
    if (signal.aborted) break;
    const asksMeanwhile = turns[index + 1]?.expect.intent === 'status';
    const done = watch.turnOver(asksMeanwhile ? hasAnswered : isAtRest);
    outcomes.begin();
    microphone.say(recordings[index] as Samples);
    await stage.clock.waitFor(Promise.race([done, over]));
    wrong.push(...outcomes.differences(turn));
  }
  microphone.close();
  await stage.clock.waitFor(conversation);
  for (const line of wrong) err(`ask-nix: ${line}`);
  out(
    wrong.length === 0
      ? `All ${turns.length} turns came out as expected.`
      : `${wrong.length} turns went wrong.`,
  );
  return wrong.length === 0 && !signal.aborted ? EXIT.done : EXIT.failed;
};

function elsewhere(paths: Paths, state: string): Paths {
  return {
    ...paths,
    state,
    configFile: join(state, 'config.yaml'),
    journal: join(state, 'journal.jsonl'),
    names: join(state, 'names.json'),
    practice: join(state, 'practice'),
  };
}

/** What a turn meant and how it was first answered. */
class TurnOutcomes implements Observer {
  #turn: Stepped['turn'];
  #reply: Reply | undefined;

  begin(): void {
    this.#turn = undefined;
    this.#reply = undefined;
  }

  stepped({ turn }: Stepped): void {
    this.#turn = turn ?? this.#turn;
  }

  saying(_text: string, reply: Reply): void {
    this.#reply ??= reply;
  }

  differences({ said, expect }: DemoTurn): string[] {
    const meaning = meaningOf(this.#turn ?? { intents: [], decision: 'unheard' });
    const reply = this.#reply?.type ?? 'none';
    const { decision: _, ...meant } = meaning;
    const { reply: wanted, ...expected } = expect;
    if (isDeepStrictEqual(meant, expected) && reply === wanted) return [];
    return [
      `"${said}" came out as ${JSON.stringify(meant)} with reply ${reply}, not ${JSON.stringify(expect)}.`,
    ];
  }
}
