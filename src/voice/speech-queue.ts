import type { Clock } from '#base/clock.ts';
import type { Urgency, Voice } from './voice.ts';

export interface Speech {
  speech: number;
  text: string;
  urgency: Urgency;
}

/** How a speech ended: said to its end (`heard`), silenced or dropped, or failed with `failure`. */
export interface SpeechEnd {
  heard: boolean;
  failure?: unknown;
}

/** How long after our voice its echo may still reach a microphone, milliseconds. */
const ECHO_MS = 300;

/** Says one thing after the other while the work goes on. Of several waiting progress reports only the newest is said. */
export class SpeechQueue {
  readonly #voice: Voice;
  readonly #clock: Clock;
  readonly #said: (speech: number, end: SpeechEnd) => void;
  #waiting: Speech[] = [];
  #current: AbortController | undefined;
  #speaking = false;
  #ended: Promise<void> = Promise.resolve();
  #quietAt = 0;

  /** `said` is told once for each speech. */
  constructor(voice: Voice, clock: Clock, said: (speech: number, end: SpeechEnd) => void) {
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
    for (const { speech: number } of superseded) this.#said(number, { heard: false });
    this.#waiting.push(speech);
    if (!this.#speaking) this.#ended = this.#sayAll();
  }

  /** Resolves when nothing is being said any more. */
  ended(): Promise<void> {
    return this.#ended;
  }

  silence(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const { speech } of dropped) this.#said(speech, { heard: false });
    this.#current?.abort();
  }

  async #sayAll(): Promise<void> {
    using _hold = this.#clock.hold();
    this.#speaking = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const controller = new AbortController();
      this.#current = controller;
      const end = await this.#sayOne(next, controller.signal);
      this.#quietAt = this.#clock.now() + ECHO_MS;
      this.#current = undefined;
      this.#said(next.speech, end);
    }
    this.#speaking = false;
  }

  async #sayOne({ text, urgency }: Speech, signal: AbortSignal): Promise<SpeechEnd> {
    try {
      await this.#voice.say(text, { urgency }, signal);
      return { heard: !signal.aborted };
    } catch (failure) {
      return signal.aborted ? { heard: false } : { heard: false, failure };
    }
  }
}
