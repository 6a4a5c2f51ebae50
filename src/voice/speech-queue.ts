import type { Clock } from '#base/clock.ts';
import type { Urgency, Voice } from './voice.ts';

export interface Speech {
  speech: number;
  text: string;
  urgency: Urgency;
}

/** How long after our voice its echo may still reach a microphone, milliseconds. */
const ECHO_MS = 300;

/** Says one thing after the other while the work goes on. Of several waiting progress reports only the newest is said. */
export class SpeechQueue {
  readonly #voice: Voice;
  readonly #clock: Clock;
  readonly #said: (speech: number, failure?: unknown) => void;
  #waiting: Speech[] = [];
  #current: AbortController | undefined;
  #speaking = false;
  #ended: Promise<void> = Promise.resolve();
  #quietAt = 0;

  /** `said` is told once for each speech: said to its end, silenced, or failed with `failure`. */
  constructor(voice: Voice, clock: Clock, said: (speech: number, failure?: unknown) => void) {
    this.#voice = voice;
    this.#clock = clock;
    this.#said = said;
  }

  get idle(): boolean {
    return !this.#speaking && this.#waiting.length === 0;
  }

  /** Our own voice, or its echo, may be heard by a microphone now. */
  get audible(): boolean {
    return this.#voice.audible && (this.#speaking || this.#clock.now() < this.#quietAt);
  }

  say(speech: Speech): void {
    const isProgress = speech.urgency === 'progress';
    const superseded = isProgress ? this.#waiting.filter(({ urgency }) => urgency === 'progress') : [];
    this.#waiting = this.#waiting.filter((waiting) => !superseded.includes(waiting));
    for (const { speech: number } of superseded) this.#said(number);
    if (speech.urgency === 'important') this.#waiting.unshift(speech);
    else this.#waiting.push(speech);
    if (!this.#speaking) this.#ended = this.#sayAll();
  }

  /** Resolves when nothing is being said any more. */
  ended(): Promise<void> {
    return this.#ended;
  }

  silence(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const { speech } of dropped) this.#said(speech);
    this.#current?.abort();
  }

  async #sayAll(): Promise<void> {
    using _hold = this.#clock.hold();
    this.#speaking = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const controller = new AbortController();
      this.#current = controller;
      const failure = await this.#sayOne(next, controller.signal);
      this.#quietAt = this.#clock.now() + ECHO_MS;
      this.#current = undefined;
      this.#said(next.speech, failure);
    }
    this.#speaking = false;
  }

  async #sayOne({ text, urgency }: Speech, signal: AbortSignal): Promise<unknown> {
    try {
      await this.#voice.say(text, { urgency }, signal);
      return undefined;
    } catch (error) {
      return signal.aborted ? undefined : error;
    }
  }
}
