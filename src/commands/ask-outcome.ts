import type { Reply } from '#dialogue/reply.ts';
import type { Turn } from '#dialogue/step.ts';
import type { Answer } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { Observer, Stepped } from '#ports.ts';
import { EXIT, type ExitCode } from './command.ts';
import { meaningOf } from './meaning.ts';

/** What became of one sentence: collected while it is carried out, told as exit code and JSON. */
export class AskOutcome implements Observer {
  readonly #print: (line: string) => void;
  #turn: Turn | undefined;
  #says: string[] = [];
  #answers: Answer[] = [];
  #trouble = false;
  #cannot = false;
  #left: { plan: Plan | undefined } | undefined;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  stepped({ event, turn }: Stepped): void {
    this.#turn = turn ?? this.#turn;
    if (event.type === 'answered') this.#answers.push(event.answer);
    if (event.type === 'planned' && event.planned.type === 'answer') this.#answers.push(event.planned.answer);
    // A look that was answered is done, though it could not be written down; a change is refused by its own failure.
    if (event.type === 'failed' && event.task !== 'voice' && event.task !== 'journal') this.#trouble = true;
  }

  saying(text: string, reply: Reply): void {
    if (this.#left) return;
    if (reply.type === 'cannot-do') this.#cannot = true;
    this.#says.push(text);
    this.#print(text);
  }

  /** Nobody answers the question; a plan can be confirmed later by its hash. */
  leaveOpen(plan: Plan | undefined): void {
    if (plan) this.#print(`Plan ${plan.hash}`);
    this.#left = { plan };
  }

  /** A plan waits for its yes. */
  get leftOpen(): boolean {
    return this.#left?.plan !== undefined;
  }

  report(text: string): Record<string, unknown> {
    const plan = this.#left?.plan;
    return {
      text,
      ...(this.#turn ? meaningOf(this.#turn) : { intent: 'out_of_scope', slots: {}, decision: 'rejected' }),
      says: this.#says,
      ...(plan
        ? { plan: { hash: plan.hash, risk: plan.risk, system: plan.system, effects: plan.effects } }
        : {}),
      ...(this.#answers.length > 0 && { answers: this.#answers }),
      exit: this.exitCode(),
    };
  }

  exitCode(): ExitCode {
    if (this.#left?.plan || this.#answers.some(isNotPermitted)) return EXIT.needsConfirmation;
    if (this.#trouble || this.#answers.some(isFailure)) return EXIT.failed;
    if (this.#left || this.#cannot || this.#turn?.decision !== 'understood') return EXIT.notUnderstood;
    const isIdle = this.#answers.length > 0 && this.#answers.every(isNothing);
    const isDenied = this.#turn.intents.some(({ intent }) => intent === 'deny' || intent === 'cancel');
    return isIdle || isDenied ? EXIT.nothingToDo : EXIT.done;
  }
}

/** There is nothing to do, or what was asked for is kept as it is. */
function isNothing({ type }: Answer): boolean {
  return type === 'nothing-to-do' || type === 'protected-generation';
}

/** What it takes is said: the plan stays as it is until somebody has the rights. */
function isNotPermitted(answer: Answer): boolean {
  return answer.type === 'failed' && answer.code === 'not-permitted';
}

function isFailure({ type }: Answer): boolean {
  return [
    'failed',
    'cancelled',
    'no-such-package',
    'no-such-generation',
    'unclear-generation',
    'no-such-service',
    'no-such-option',
    'bad-value',
  ].includes(type);
}
