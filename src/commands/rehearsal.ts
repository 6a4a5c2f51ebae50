import { adjuster, rehearsedAdjustment } from '#adjusting.ts';
import { Assistant } from '#assistant.ts';
import { aborted } from '#base/aborted.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { PackageIndex, PackageMatch } from '#catalogue/package.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { stateName } from '#dialogue/state.ts';
import type { RehearsedWorld } from '#nix/systems/rehearsed.ts';
import { phrase } from '#phrasing/phrase.ts';
import type { Observer, Stepped } from '#ports.ts';
import { typed } from '#recognition/heard.ts';
import { passingMemory } from '#remembering.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { Intent } from '#understanding/intent.ts';
import { openRehearsedNix } from '#wiring.ts';
import { meaningOf } from './meaning.ts';
import type { Given, RehearsalDialogue } from './rehearsal-file.ts';
import { hasAnswered, isAtRest, TurnWatch } from './turn-watch.ts';

/** What a turn of a rehearsal came to (DESIGN.md 8). */
export interface RehearsedTurn {
  intent?: string | null;
  slots?: Intent['slots'];
  intents?: string[];
  slots_list?: Intent['slots'][];
  decision: string | null;
  asks: boolean;
  executes: boolean;
  action: { intent: string; slots: Intent['slots'] }[];
  state: string;
  says: string[];
}

/** Rehearsals judge understanding and policy, so whatever means yes is enough. */
const ANY = { change: 'any', risky: 'any', irreversible: 'any' } as const;
const SETTINGS = DialogueSettings.parse({ mode: 'always', confirm: { typed: ANY, voice: ANY } });

/** Longer than any question stays open. */
const PAST_EXPIRY_MS = SETTINGS.repromptMs + SETTINGS.expiryMs + 60_000;

/** About as fast as people speak. */
const MS_PER_LETTER = 60;

const USUAL: RehearsedWorld = { installed: [], generations: [38, 39, 40, 41, 42], current: 42 };

/** Plays one dialogue through the real loop, on a system where everything is possible and nothing happens. */
export async function rehearseDialogue(
  dialogue: RehearsalDialogue,
  grammar: Grammar,
  catalogue: Catalogue,
  signal: AbortSignal,
): Promise<RehearsedTurn[]> {
  const results: RehearsedTurn[] = [];
  // A goodbye ends a conversation; what is said after it begins another one.
  while (results.length < dialogue.turns.length && !signal.aborted) {
    await converseOnce(dialogue, results, grammar, catalogue, signal);
  }
  return results;
}

/** From the first turn without a result until the last one, or until the assistant says goodbye. */
async function converseOnce(
  dialogue: RehearsalDialogue,
  results: RehearsedTurn[],
  grammar: Grammar,
  catalogue: Catalogue,
  signal: AbortSignal,
): Promise<void> {
  const clock = new VirtualClock(Date.now());
  const watch = new TurnWatch();
  const notes = new TurnNotes(catalogue.settings);
  let given: Given = {};
  const names = spokenNames(catalogue);
  const assistant = new Assistant(
    {
      clock,
      nix: await openRehearsedNix(() => worldFrom(given), { packages: catalogue.packages, clock }),
      voice: {
        audible: false,
        say: (text, _options, stop) => clock.sleep(text.length * MS_PER_LETTER, stop),
      },
      packages: givenPackages(catalogue.packages, () => given),
      settings: catalogue.settings,
      topics: catalogue.topics,
      grammar,
      phrase: (reply) => phrase(reply, 'normal', { ...names, now: clock.now() }),
      playEarcon: () => {},
      adjust: adjuster({ dialogue: SETTINGS, verbosity: 'normal' }, rehearsedAdjustment),
      names: passingMemory(),
      readHistory: () => [],
    },
    SETTINGS,
    () => ({ phrases: [], completeness: () => 'command', playing: () => false }),
    [watch, notes],
  );
  await assistant.converse(async function* (_expecting, ended) {
    for (const [index, turn] of [...dialogue.turns.entries()].slice(results.length)) {
      given = { ...dialogue.given, ...turn.given };
      notes.begin();
      if (typeof turn.user === 'string' && turn.user.trim() !== '') {
        const over = watch.turnOver(overFor(dialogue.turns[index + 1]?.state_before));
        yield typed(turn.user);
        await clock.waitFor(Promise.race([over, aborted(ended)]));
      } else if (turn.event === 'timeout') {
        await clock.sleep(PAST_EXPIRY_MS, ended);
      }
      results.push(notes.end(assistant));
      if (ended.aborted) return;
    }
  }, signal);
}

/** When a turn is over depends on what the next one expects to find going on. */
function overFor(next: string | null | undefined): (state: Assistant['state']) => boolean {
  if (next === 'running') return hasAnswered;
  if (next === 'speaking')
    return ({ planning, looks, reading, adjusting }) =>
      planning.length + looks.length + reading.length + adjusting.length === 0;
  return isAtRest;
}

function worldFrom({ installed, results, generations, current }: Given): RehearsedWorld {
  return {
    installed: installed ?? USUAL.installed,
    generations: generations ?? USUAL.generations,
    isGiven: generations !== undefined,
    current: current ?? generations?.at(-1) ?? USUAL.current,
    ...(results ? { results } : {}),
  };
}

/** The catalogue, except where the dialogue says what a look-up finds. */
function givenPackages(packages: PackageIndex, given: () => Given): PackageIndex {
  return {
    ...packages,
    get size() {
      return packages.size;
    },
    named(text, limit) {
      const { candidates, did_you_mean } = given();
      const found = packages.named(text, limit);
      if (candidates === undefined && did_you_mean === undefined) return found;
      if (found[0]?.score === 1) return found;
      const near = [did_you_mean ?? []].flat();
      return [...matches(candidates ?? [], 0.9), ...matches(near, 0.7)].slice(0, limit);
    },
  };

  function matches(attributes: readonly string[], score: number): PackageMatch[] {
    return attributes.flatMap((attribute) => {
      const found = packages.byAttribute(attribute);
      return found ? [{ package: found, score, how: 'edit-distance' as const }] : [];
    });
  }
}

/** Notes of the turn under way. */
class TurnNotes implements Observer {
  readonly #settings: Catalogue['settings'];
  #turn: Stepped['turn'];
  #says: string[] = [];
  #action: RehearsedTurn['action'] = [];

  constructor(settings: Catalogue['settings']) {
    this.#settings = settings;
  }

  begin(): void {
    this.#turn = undefined;
    this.#says = [];
    this.#action = [];
  }

  saying(text: string): void {
    this.#says.push(text);
  }

  stepped({ effects, after, turn }: Stepped): void {
    this.#turn = turn ?? this.#turn;
    for (const effect of effects) {
      if (effect.type === 'read-history') this.#action.push({ intent: 'show_history', slots: {} });
      if (effect.type === 'say' && effect.reply.type === 'explanation' && effect.reply.part === 'begin')
        this.#action.push({ intent: 'explain', slots: { topic: effect.reply.topic } });
      if (effect.type !== 'run') continue;
      const started = [after.job, ...after.looks].find((job) => job?.task === effect.task);
      const intents = started?.intents ?? [];
      this.#action.push(...intents.map(({ intent, slots }) => ({ intent, slots })));
    }
  }

  end({ state }: Assistant): RehearsedTurn {
    const meaning = this.#turn
      ? meaningOf(this.#turn, this.#settings)
      : { intent: null, slots: {}, decision: null };
    return {
      ...meaning,
      asks: state.mode.name === 'confirming',
      executes: this.#action.length > 0,
      action: this.#action,
      // After the goodbye only its last words are still in the air.
      state: state.ended ? 'idle' : stateName(state),
      says: this.#says,
    };
  }
}
