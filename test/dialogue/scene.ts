import type { Effect } from '#dialogue/effect.ts';
import type { Event } from '#dialogue/event.ts';
import type { Reply } from '#dialogue/reply.ts';
import { DialogueSettings } from '#dialogue/settings.ts';
import { initialState, type State } from '#dialogue/state.ts';
import { type Step, step } from '#dialogue/step.ts';
import { Attribute } from '#nix/attribute.ts';
import type { Plan } from '#nix/plan.ts';
import { highestRisk, Request } from '#nix/request.ts';
import type { Intent, Slots } from '#understanding/intent.ts';
import type { Understanding } from '#understanding/understanding.ts';

type Heard = Extract<Event, { type: 'understood' }>;
type EventBody = Event extends infer E ? (E extends Event ? Omit<E, 'at'> : never) : never;

export const settings = (overrides: object = {}) => DialogueSettings.parse({ mode: 'talk', ...overrides });

export function intent(name: string, slots: Slots = {}, references?: Intent['references']): Intent {
  return references ? { intent: name, slots, references } : { intent: name, slots };
}

export const install = (name: string) => intent('install_package', { package: name });
export const remove = (name: string) => intent('remove_package', { package: name });
export const info = (name: string) => intent('package_info', { package: name });
export const YES = intent('affirm');
export const NO = intent('deny');

export function understood(intents: Intent | readonly Intent[], text = 'words'): Understanding {
  const [first, ...rest] = Array.isArray(intents) ? (intents as readonly Intent[]) : [intents as Intent];
  return { decision: 'understood', intents: [first as Intent, ...rest], confidence: 1, text, how: 'test' };
}

export const rejected = (text = 'blah'): Understanding => ({
  decision: 'rejected',
  why: 'not-in-grammar',
  text,
});

export function heard(understanding: Understanding, at: number, flags: Partial<Heard> = {}): Heard {
  return {
    at,
    type: 'understood',
    understanding,
    source: 'voice',
    startedAt: at,
    wake: false,
    whilePlaying: false,
    amends: false,
    ...flags,
  };
}

export function request(fields: object): Request {
  return Request.parse(fields);
}

const plans = new Map<string, Plan>();

/** The one plan for these requests, so that identity can be checked. */
export function planFor(requests: readonly Request[], estimateMs = 6000): Plan {
  const hash = JSON.stringify([requests, estimateMs]);
  const known = plans.get(hash);
  if (known) return known;
  const risk = highestRisk(requests);
  const plan: Plan = {
    hash,
    system: 'practice',
    requests,
    risk,
    effects: {
      adds: requests.flatMap((one) => (one.intent === 'install_package' ? [one.package] : [])),
      removes: requests.flatMap((one) => (one.intent === 'remove_package' ? [one.package] : [])),
      upgrades: [],
      downloadBytes: risk === 'change' ? 68e6 : 0,
      builds: 0,
      estimateMs,
      goesOnline: risk === 'change',
      undoable: risk !== 'irreversible',
      ...(risk === 'irreversible' ? { loses: { paths: 1200, bytes: 3e9 } } : {}),
    },
  };
  plans.set(hash, plan);
  return plan;
}

/** A dialogue driven by hand: time passes only when told, and what is said is said at once unless `hush` is set. */
export class Scene {
  state: State = initialState();
  now = 1_000_000;
  /** Keeps what is said from ending. */
  hush = false;
  readonly settings: DialogueSettings;

  constructor(overrides: object = {}) {
    this.settings = settings(overrides);
  }

  send(body: EventBody): Step {
    this.now += 10;
    return this.#take({ ...body, at: this.now } as Event);
  }

  hear(understanding: Understanding, flags: Partial<Heard> = {}): Step {
    this.now += 10;
    return this.#take(heard(understanding, this.now, flags));
  }

  /** Hears intents, and plans what is ordered as `planFor` does. */
  say(intents: Intent | readonly Intent[], flags: Partial<Heard> & { text?: string } = {}): Step {
    const { text, ...rest } = flags;
    const first = this.hear(understood(intents, text), rest);
    return this.#plan(first);
  }

  plan(after: Step): Step {
    return this.#plan(after);
  }

  wait(ms: number): void {
    this.now += ms;
  }

  /** The running change or look gives `answers` and ends. */
  finish(...answers: Extract<Event, { type: 'answered' }>['answer'][]): Step {
    const task = (this.state.job ?? this.state.looks[0])?.task ?? -1;
    const steps = answers.map((answer) => this.send({ type: 'answered', task, answer }));
    const last = this.send({ type: 'finished', task });
    return this.#plan({ ...last, effects: [...steps, last].flatMap(({ effects }) => effects) });
  }

  #plan(after: Step): Step {
    const effects: Effect[] = [...after.effects];
    for (const effect of after.effects) {
      if (effect.type !== 'plan') continue;
      const planned = this.send({
        type: 'planned',
        task: effect.task,
        planned: { type: 'plan', plan: planFor(effect.requests) },
      });
      effects.push(...planned.effects);
    }
    return { ...after, state: this.state, effects };
  }

  #take(event: Event): Step {
    const result = step(this.state, event, this.settings);
    this.state = result.state;
    if (!this.hush) {
      for (const effect of result.effects) {
        if (effect.type !== 'say') continue;
        const said = step(
          this.state,
          { type: 'said', speech: effect.speech, heard: true, at: this.now },
          this.settings,
        );
        this.state = said.state;
      }
    }
    return result;
  }
}

export function replies({ effects }: Pick<Step, 'effects'>): readonly Reply[] {
  return effects.flatMap((effect) => (effect.type === 'say' ? [effect.reply] : []));
}

export const types = (result: Pick<Step, 'effects'>) => replies(result).map(({ type }) => type);

export function runs({ effects }: Pick<Step, 'effects'>): readonly Plan[] {
  return effects.flatMap((effect) => (effect.type === 'run' ? [effect.plan] : []));
}

export function aPackage(attribute: string) {
  return {
    attribute: Attribute.parse(attribute),
    version: '1.2',
    description: `The ${attribute} program`,
    programs: [attribute],
    spoken: [],
    keywords: [],
    downloadBytes: 1e6,
    diskBytes: 4e6,
  };
}

export function aGeneration(number: number, current = false) {
  return { number, madeAt: 0, nixosVersion: '25.11', kernel: '6.12', current, packages: [] };
}
