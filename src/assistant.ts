import { setImmediate } from 'node:timers/promises';
import { AskNixError, isAbort } from '#base/errors.ts';
import { Inbox } from '#base/inbox.ts';
import { Tasks } from '#base/tasks.ts';
import { type Adjusted, type Adjustment, isNameWish } from '#dialogue/adjustment.ts';
import type { Effect } from '#dialogue/effect.ts';
import type { Event } from '#dialogue/event.ts';
import type { Reply } from '#dialogue/reply.ts';
import type { DialogueSettings } from '#dialogue/settings.ts';
import { initialState, type State } from '#dialogue/state.ts';
import { step } from '#dialogue/step.ts';
import { understood } from '#dialogue/understood.ts';
import type { Heard } from '#recognition/heard.ts';
import type { Expecting } from '#recognition/recognizer.ts';
import { type SpeechEnd, SpeechQueue } from '#voice/speech-queue.ts';
import type { Ears, Observer, Ports, Stepped } from './ports.ts';
import { fulfilNameWish } from './remembering.ts';

type EventBody = Event extends infer E ? (E extends Event ? Omit<E, 'at'> : never) : never;
type Said = Exclude<Heard, { type: 'partial' }>;
type Item = Disposable & Content;
type Content = { heard: Said } | Pick<Stepped, 'event' | 'from'>;

/** THE LOOP: events in, `step`, effects out. The only stateful place between hearing and acting. */
export class Assistant {
  #state: State = initialState();
  readonly #ports: Ports;
  #settings: DialogueSettings;
  readonly #observers: readonly Observer[];
  readonly #inbox = new Inbox<Item>();
  readonly #tasks: Tasks;
  readonly #speech: SpeechQueue;
  readonly #expecting: (state: State, playing: () => boolean) => Expecting;
  readonly #ears = new AbortController();
  #ending = false;
  #stopping = false;
  #fault: { error: unknown } | undefined;

  constructor(
    ports: Ports,
    settings: DialogueSettings,
    expecting: (state: State, playing: () => boolean) => Expecting,
    observers: readonly Observer[],
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#expecting = expecting;
    this.#observers = observers;
    this.#tasks = new Tasks(ports.clock, () => this.#closeIfOver());
    this.#speech = new SpeechQueue(ports.voice, ports.clock, (speech, end) => this.#onSaid(speech, end));
  }

  get state(): State {
    return this.#state;
  }

  /** Brings something that happened outside: typed text's confirmation by hash, the greeting. */
  tell(event: EventBody): void {
    this.#push({ ...event, at: this.#ports.clock.now() } as Event);
  }

  /** Says something that is no answer: the greeting, the end of a demonstration. */
  announce(reply: Reply): void {
    this.#say(-1, reply, 'message');
  }

  /** Listens and answers until the dialogue ends or `signal` is aborted; then all jobs and sounds have ended. */
  async converse(ears: Ears, signal: AbortSignal): Promise<void> {
    const stop = () => this.#stop(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const listening = this.#listen(ears, AbortSignal.any([signal, this.#ears.signal]));
    try {
      for await (const item of this.#inbox) {
        using _hold = item;
        await this.#take(item, signal);
        this.#closeIfOver();
      }
    } catch (error) {
      if (!isAbort(error, signal)) this.#fail(error);
    } finally {
      signal.removeEventListener('abort', stop);
      this.#stop(new Error('the conversation is over'));
      await Promise.all([listening, this.#tasks.ended(), this.#speech.ended()]);
    }
    if (this.#fault) throw this.#fault.error;
  }

  async #listen(ears: Ears, signal: AbortSignal): Promise<void> {
    using _hold = this.#ports.clock.hold();
    const expecting = () => this.#expecting(this.#state, () => this.#speech.audible);
    try {
      for await (const heard of ears(expecting, signal)) {
        if (heard.type !== 'partial') this.#pushItem({ heard });
      }
    } catch (error) {
      if (!isAbort(error, signal)) this.#failed('ears', error);
    }
    this.tell({ type: 'ears-closed' });
  }

  async #take(item: Item, signal: AbortSignal): Promise<void> {
    if (this.#stopping && 'heard' in item) return;
    // Lines from a pipe come faster than signals: without a turn of the event loop, Ctrl-C would wait for the last one.
    if ('heard' in item) await setImmediate();
    const { event, from } = 'event' in item ? item : await this.#understood(item.heard, signal);
    const before = this.#state;
    const settings = this.#settings;
    const { state, effects, turn } = step(before, event, settings);
    this.#state = state;
    const stepped = { before, event, from, settings, after: state, effects, turn };
    for (const observer of this.#observers) observer.stepped?.(stepped);
    for (const effect of effects) this.#perform(effect);
  }

  async #understood(heard: Said, signal: AbortSignal): Promise<Pick<Stepped, 'event' | 'from'>> {
    const at = this.#ports.clock.now();
    if (heard.type === 'speech-started')
      return { event: { at, type: 'speech-started', whilePlaying: this.#speech.audible } };
    const { packages, settings, topics, grammar } = this.#ports;
    const installed = await this.#installed(signal);
    const remembered = this.#ports.names.now();
    const world = { packages, settings, topics, installed, remembered };
    const event = understood(heard, at, this.#state, grammar, world);
    return { event, from: { heard, installed, remembered } };
  }

  /** A system that cannot be read is told by what is asked of it; understanding does without. */
  async #installed(signal: AbortSignal): Promise<readonly string[]> {
    try {
      return (await this.#ports.nix.facts(signal)).installed;
    } catch (error) {
      if (error instanceof AskNixError) return [];
      throw error;
    }
  }

  #perform(effect: Effect): void {
    if (this.#stopping && effect.type !== 'say') return;
    switch (effect.type) {
      case 'say':
        this.#say(effect.speech, effect.reply, effect.urgency);
        break;
      case 'silence':
        this.#speech.silence();
        break;
      case 'earcon':
        this.#ports.playEarcon(effect.earcon);
        break;
      case 'plan':
        this.#plan(effect);
        break;
      case 'run':
        this.#run(effect);
        break;
      case 'cancel':
        this.#tasks.abort(String(effect.task), 'cancelled');
        break;
      case 'read-history':
        this.#readHistory(effect);
        break;
      case 'adjust':
        this.#adjust(effect);
        break;
      case 'set-timer':
        this.#setTimer(effect);
        break;
      case 'clear-timer':
        this.#tasks.abort(effect.timer, 'cleared');
        break;
      case 'end':
        this.#ending = true;
        this.#ears.abort(new Error('the conversation is over'));
        break;
    }
  }

  #plan({ task, requests }: Extract<Effect, { type: 'plan' }>): void {
    this.#start(task, async (signal) => {
      this.tell({ type: 'planned', task, planned: await this.#ports.nix.plan(requests, signal) });
    });
  }

  #run({ task, plan }: Extract<Effect, { type: 'run' }>): void {
    this.#start(task, async (signal) => {
      for await (const news of this.#ports.nix.run(plan, signal)) {
        if (news.type === 'progress') this.tell({ type: 'progressed', task, progress: news });
        else this.tell({ type: 'answered', task, answer: news });
      }
      this.tell({ type: 'finished', task });
    });
  }

  #readHistory({ task, count }: Extract<Effect, { type: 'read-history' }>): void {
    this.#start(task, async () => {
      this.tell({ type: 'history-read', task, entries: this.#ports.readHistory(count) });
    });
  }

  #adjust({ task, adjustment }: Extract<Effect, { type: 'adjust' }>): void {
    this.#start(task, async (signal) => {
      this.tell({ type: 'adjusted', task, outcome: await this.#fulfil(adjustment, signal) });
    });
  }

  async #fulfil(adjustment: Adjustment, signal: AbortSignal): Promise<Adjusted> {
    if (isNameWish(adjustment)) return fulfilNameWish(adjustment, this.#ports.names);
    const { outcome, settings } = await this.#ports.adjust(adjustment, signal);
    this.#settings = settings;
    return outcome;
  }

  #setTimer({ timer, ms }: Extract<Effect, { type: 'set-timer' }>): void {
    const ring = async (signal: AbortSignal) => {
      await this.#ports.clock.sleep(ms, signal);
      this.tell({ type: 'timed-out', timer });
    };
    this.#tasks.start(timer, ring, (error) => this.#fail(error));
  }

  #say(speech: number, reply: Reply, urgency: 'message' | 'progress'): void {
    const text = this.#ports.phrase(reply);
    for (const observer of this.#observers) observer.saying?.(text, reply);
    if (!this.#stopping) this.#speech.say({ speech, text, urgency });
  }

  #onSaid(speech: number, { heard, failure }: SpeechEnd): void {
    if (failure !== undefined) this.#failed('voice', failure);
    this.tell({ type: 'said', speech, heard });
  }

  #start(task: number, work: (signal: AbortSignal) => Promise<void>): void {
    this.#tasks.start(String(task), work, (error) => this.#failed(task, error));
  }

  #failed(task: number | 'ears' | 'voice', error: unknown): void {
    if (!(error instanceof AskNixError)) this.#fail(error);
    else this.tell({ type: 'failed', task, code: error.code, message: error.message });
  }

  /** Our own bug: the conversation ends with it. */
  #fail(error: unknown): void {
    this.#fault ??= { error };
    this.#inbox.close();
  }

  /** Jobs, whose names are numbers, are waited for; timers are not. */
  #closeIfOver(): void {
    const isWorking = this.#tasks.has((name) => /^\d+$/.test(name));
    if (this.#ending && !isWorking && this.#speech.idle && this.#inbox.size === 0) this.#inbox.close();
  }

  /** Work is aborted and waited for: what became of it is still told, and written down, before the loop ends. */
  #stop(reason: unknown): void {
    this.#stopping = true;
    this.#ears.abort(reason);
    this.#tasks.abortAll(reason);
    this.#speech.silence();
    void this.#tasks.ended().then(() => this.#inbox.close());
  }

  #push(event: Event): void {
    this.#pushItem({ event });
  }

  /** A sound that begins can wait; what was said, what came of work and the time that is up overtake it. */
  #pushItem(content: Content): void {
    const hold = this.#ports.clock.hold();
    const item = { ...content, [Symbol.dispose]: () => hold[Symbol.dispose]() };
    const canWait = 'heard' in content && content.heard.type === 'speech-started';
    const isTaken = canWait ? this.#inbox.push(item) : this.#inbox.pushControl(item);
    if (!isTaken) item[Symbol.dispose]();
  }
}
