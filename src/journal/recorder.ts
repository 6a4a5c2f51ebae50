import type { Event, HistoryEntry } from '#dialogue/event.ts';
import type { Job, State } from '#dialogue/state.ts';
import type { Turn } from '#dialogue/step.ts';
import type { Answer } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { Journal } from './journal.ts';

/** Of one utterance; nobody says more, and a pasted text is not what the journal is for. */
const MOST_CHARACTERS = 1000;

/** What the recorder is shown of each step. */
interface Step {
  before: State;
  event: Event;
  turn?: Turn | undefined;
}

/**
 * Writes the journal of a conversation: utterances that counted, and changes. `failed` is told when it cannot be
 * written, so that it can be said; the conversation goes on.
 */
export function recorder(
  journal: Journal,
  describe: (plan: Plan) => string,
  failed: (error: unknown) => void,
): (step: Step) => void {
  return ({ before, event, turn }) => {
    try {
      if (event.type === 'understood' && turn) {
        const { understanding, source, at } = event;
        const intents = turn.intents.map(({ intent }) => intent);
        journal.append(
          {
            type: 'turn',
            said: understanding.text.slice(0, MOST_CHARACTERS),
            source,
            decision: turn.decision,
            intents,
          },
          at,
        );
      }
      if (event.type === 'answered' && before.job?.task === event.task) recordChange(before.job, event);
    } catch (error) {
      failed(error);
    }
  };

  function recordChange({ plan }: Job, { answer, at }: Extract<Event, { type: 'answered' }>): void {
    const outcome = outcomeOf(answer);
    if (!outcome) return;
    journal.append(
      {
        type: 'change',
        plan: plan.hash,
        intents: plan.requests.map(({ intent }) => intent),
        said: describe(plan),
        outcome,
        ...(answer.type === 'done' && answer.generation !== undefined
          ? { generation: answer.generation }
          : {}),
        ...(answer.type === 'done' && answer.previous !== undefined ? { previous: answer.previous } : {}),
      },
      at,
    );
  }
}

function outcomeOf(answer: Answer): HistoryEntry['outcome'] | undefined {
  if (answer.type === 'done' || answer.type === 'failed' || answer.type === 'cancelled') return answer.type;
  return undefined;
}
