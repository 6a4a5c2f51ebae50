import { z } from 'zod';
import { RememberedName } from '#understanding/remembered.ts';

/** The record that begins a session; others name it by its number. */
const Session = z.int().min(1);

/** Times are milliseconds since the session's clock began; they go back when that clock does. */
const Time = z.number();

/** What a session begins with: all that its decisions depend on besides what is heard. */
const SessionStart = z.looseObject({
  /** The session's clock when it began, milliseconds since 1970; in recorded sound it runs ahead of the world. */
  clock: z.number(),
  settings: z.record(z.string(), z.unknown()),
  verbosity: z.string(),
  /** Hashes, to tell whether they are the same today. */
  grammar: z.string(),
  catalogue: z.string(),
  /** What hears; absent where one types. */
  model: z.string().optional(),
});
export type SessionStart = z.infer<typeof SessionStart>;

/** How an utterance was heard, as far as it matters to what is decided. */
const Hearing = z.looseObject({
  t: Time,
  /** When it began to be said. */
  from: Time,
  /** The recognizer's guesses, best first; absent: what was said is the only one. */
  guesses: z.array(z.string()).optional(),
  whilePlaying: z.literal(true).optional(),
  amends: z.literal(true).optional(),
  /** Attributes that were installed, where that has changed since it was last told. */
  installed: z.array(z.string()).optional(),
  /** What was remembered for names, where that has changed since it was last told. */
  remembered: z.array(RememberedName).optional(),
  /** Settings that hold from now on, where they were changed. */
  settings: z.record(z.string(), z.unknown()).optional(),
  /** Begin and end in the recorded sound, milliseconds. */
  sound: z.tuple([z.number(), z.number()]).optional(),
});
export type Hearing = z.infer<typeof Hearing>;

/** What happened besides utterances; other keys are those of the dialogue's event. */
const KeptEvent = z.looseObject({
  type: z.string(),
  t: Time,
  /** Settings that hold from now on, where they were changed. */
  settings: z.record(z.string(), z.unknown()).optional(),
  /** What it made happen. */
  does: z.array(z.string()).optional(),
});
export type KeptEvent = z.infer<typeof KeptEvent>;

const Utterance = {
  said: z.string(),
  source: z.enum(['voice', 'typed']),
};

/** What one line of the journal says. Speech that was not addressed to ask-nix never gets here. */
export const Entry = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    system: z.enum(['practice', 'local']),
    ears: z.enum(['microphone', 'terminal', 'recording']),
    /**
     * Numbers of the `begun` records of other processes that were still at it. Of what was broken off before, this
     * session was told.
     */
    underWay: z.array(z.int().min(1)).optional(),
    session: SessionStart.optional(),
  }),
  /** One addressed utterance and what it was taken for. */
  z.strictObject({
    type: z.literal('turn'),
    ...Utterance,
    decision: z.string(),
    intents: z.array(z.string()),
    slots: z.array(z.record(z.string(), z.unknown())).optional(),
    session: Session.optional(),
    heard: Hearing.optional(),
    does: z.array(z.string()).optional(),
  }),
  /** Speech that was not addressed. Only in a recording, which a person asked for. */
  z.strictObject({
    type: z.literal('overheard'),
    ...Utterance,
    session: Session,
    heard: Hearing,
    does: z.array(z.string()).optional(),
  }),
  z.strictObject({ type: z.literal('events'), session: Session, events: z.array(KeptEvent) }),
  /** A plan that is about to be carried out: written before, so that a change never goes without a trace. */
  z.strictObject({
    type: z.literal('begun'),
    /** Who is at it; absent in records of earlier versions. */
    process: z.strictObject({ pid: z.int(), life: z.string().optional() }).optional(),
    plan: z.string(),
    intents: z.array(z.string()),
    said: z.string(),
    session: Session.optional(),
  }),
  /** A plan that was carried out, or was meant to be. */
  z.strictObject({
    type: z.literal('change'),
    plan: z.string(),
    intents: z.array(z.string()),
    /** In words, for "what did you do". */
    said: z.string(),
    outcome: z.enum(['done', 'failed', 'cancelled']),
    generation: z.int().optional(),
    previous: z.int().optional(),
    /** It is done and in use, but this service of it did not start. */
    notStarted: z.string().optional(),
    session: Session.optional(),
  }),
]);
export type Entry = z.infer<typeof Entry>;
