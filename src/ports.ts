import type { Clock } from '#base/clock.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Adjusted, SettingWish } from '#dialogue/adjustment.ts';
import type { Effect } from '#dialogue/effect.ts';
import type { Event } from '#dialogue/event.ts';
import type { Reply } from '#dialogue/reply.ts';
import type { DialogueSettings } from '#dialogue/settings.ts';
import type { State } from '#dialogue/state.ts';
import type { Turn } from '#dialogue/step.ts';
import type { Nix } from '#nix/nix.ts';
import type { Heard, HeardFinal } from '#recognition/heard.ts';
import type { Expecting } from '#recognition/recognizer.ts';
import type { Grammar } from '#understanding/grammar.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import type { Voice } from '#voice/voice.ts';
import type { NameMemory } from './remembering.ts';

/** What the loop needs; each is opened by wiring. */
export interface Ports extends Catalogue {
  clock: Clock;
  nix: Nix;
  voice: Voice;
  grammar: Grammar;
  /** A reply in words for the ear. */
  phrase(reply: Reply): string;
  playEarcon(earcon: EarconName): void;
  /** Does what somebody wishes of ask-nix itself; the loop goes on with the settings that come of it. */
  adjust(
    adjustment: SettingWish,
    signal: AbortSignal,
  ): Promise<{ outcome: Adjusted; settings: DialogueSettings }>;
  /** What was chosen for names. */
  names: NameMemory;
  readHistory(count: number): Extract<Event, { type: 'history-read' }>['entries'];
}

type EarconName = Extract<Effect, { type: 'earcon' }>['earcon'];

/** Looks on at the loop: captions, journal, rehearsal and the demonstration. Must not throw. */
export interface Observer {
  stepped?(step: Stepped): void;
  saying?(text: string, reply: Reply): void;
}

export interface Stepped {
  before: State;
  event: Event;
  /** What an utterance was understood from; absent for other events. */
  from?: UnderstoodFrom | undefined;
  /** By which it was decided. */
  settings: DialogueSettings;
  after: State;
  effects: readonly Effect[];
  /** What an utterance that counted meant; absent for other events. */
  turn?: Turn | undefined;
}

interface UnderstoodFrom {
  heard: HeardFinal;
  installed: readonly string[];
  remembered: readonly RememberedName[];
}

/** Sound or lines turned into what was heard; ends when nothing more will come. */
export type Ears = (expecting: () => Expecting, signal: AbortSignal) => AsyncIterable<Heard>;
