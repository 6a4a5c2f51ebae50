import { type Decision, isSameDecision } from './decision.ts';
import { guessesOf, type Mind, type Played, play } from './play.ts';
import type { Session } from './session.ts';

/** What playing a session again came to. */
export interface Replayed {
  session: number;
  /** When it began, milliseconds since 1970. */
  at: number;
  ears: Session['ears'];
  events: number;
  utterances: number;
  /** What is no longer as it was when the session began. */
  changed: readonly ('grammar' | 'catalogue')[];
  /** The first one; after it the session would have gone another way. */
  difference?: Difference;
}

export interface Difference {
  /** Number of the event in its session, from 1. */
  event: number;
  at: number;
  /** What was said, or the type of another event. */
  said?: string;
  type: string;
  was: Decision;
  is: Decision;
}

/** Plays a session again up to the first decision that differs. */
export function replay(session: Session, mind: Mind): Replayed {
  const { number, at, ears, happenings } = session;
  const about = {
    session: number,
    at,
    ears,
    events: happenings.length,
    utterances: happenings.filter(({ type }) => type === 'utterance').length,
    changed: changedSince(session, mind),
  };
  for (const played of play(session, mind)) {
    if (!isSameDecision(played.happening.decided, played.decided))
      return { ...about, difference: differenceOf(played) };
  }
  return about;
}

function changedSince({ start }: Session, { fingerprints }: Mind): Replayed['changed'] {
  return (['grammar', 'catalogue'] as const).filter(
    (part) => fingerprints && start && fingerprints[part] !== start[part],
  );
}

function differenceOf({ happening, number, at, decided }: Played): Difference {
  return {
    event: number,
    at,
    ...(happening.type === 'utterance' ? { said: guessesOf(happening)[0] ?? happening.said } : {}),
    type: happening.type === 'utterance' ? 'understood' : happening.event.type,
    was: happening.decided,
    is: decided,
  };
}
