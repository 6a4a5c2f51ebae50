import { join } from 'node:path';
import { type RunningProgram, startProgram } from '#base/run-program.ts';
import { boundedLines } from '../../evaluation/bounded-lines.ts';
import type { BridgeOutcome, BridgeTrouble } from './bridge.ts';
import type { RebuildModule } from './find-module.ts';
import { type BridgeMessage, type BridgeRequest, parseBridgeMessage } from './messages.ts';

const SCRIPT = join(import.meta.dirname, 'bridge.py');
const MOST_LETTERS = 4_000_000;
const MOST_LINES = 400;
/** What Python says when it dies; the rest is not kept. */
const MOST_COMPLAINT = 2000;
/** The package was made for another Nix than the one that is here. */
const MISUSED = /^error: (unrecogni[sz]ed (?:flag|option) .*)/m;

interface Call {
  onLine: (line: string) => void;
  settle: (outcome: BridgeOutcome<unknown>) => void;
  lines: string[];
}

/**
 * One Python, from its start to its end. Calls may overlap; what ends it ends all of them. Only they keep our process from
 * ending, and it ends with our process, be that killed: nobody writes to it any more then.
 */
export class BridgeProcess {
  readonly #program: RunningProgram;
  readonly #stopped = new AbortController();
  readonly #calls = new Map<number, Call>();
  #lastId = 0;
  #complaint = '';
  #trouble: BridgeTrouble | undefined;
  #over: BridgeOutcome<never> | undefined;
  readonly ended: Promise<void>;

  constructor({ packages, interpreter }: RebuildModule, environment: Readonly<Record<string, string>>) {
    // Isolated: what the user has of Python is not to be mistaken for its parts. It leaves nothing beside the package.
    const argv = [interpreter, '-I', '-B', SCRIPT, packages] as const;
    this.#program = startProgram(argv, this.#stopped.signal, { environment });
    this.#program.unref();
    this.#program.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-MOST_COMPLAINT);
    });
    this.ended = this.#listen();
  }

  get isOver(): boolean {
    return this.#over !== undefined;
  }

  get isAtRest(): boolean {
    return this.#calls.size === 0;
  }

  /** Without an answer or a line for `limitMs`, the process is taken for hanging and is ended. */
  call(
    request: BridgeRequest,
    onLine: (line: string) => void,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<BridgeOutcome<unknown>> {
    if (this.#over) return Promise.resolve(this.#over);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const watch = () => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#end('hangs'), limitMs);
      };
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.#calls.delete(id);
      };
      const stop = () => {
        done();
        this.#write({ id, verb: 'cancel' });
        reject(signal.reason);
      };
      const settle = (outcome: BridgeOutcome<unknown>) => {
        done();
        resolve(outcome);
      };
      const heard = (line: string) => {
        watch();
        onLine(line);
      };
      watch();
      signal.addEventListener('abort', stop, { once: true });
      this.#calls.set(id, { onLine: heard, settle, lines: [] });
      this.#write({ id, ...request });
    });
  }

  async stop(): Promise<void> {
    this.#program.stdin.end();
    this.#stopped.abort();
    await this.ended;
  }

  #write(message: object): void {
    this.#program.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #end(trouble: BridgeTrouble): void {
    this.#trouble ??= trouble;
    this.#stopped.abort();
  }

  async #listen(): Promise<void> {
    for await (const line of boundedLines(this.#program.stdout, MOST_LETTERS)) {
      const message = parseBridgeMessage(line);
      if (message) this.#hear(message);
      else this.#end('garbage');
    }
    const { startError } = await this.#program.ended;
    const why = this.#trouble ?? (startError ? 'not-started' : 'died');
    const message = startError ?? this.#complaint.trim().split('\n').at(-1) ?? '';
    const over: BridgeOutcome<never> = { type: 'unavailable', why, message };
    this.#over = over;
    for (const { settle } of [...this.#calls.values()]) settle(over);
  }

  #hear(message: BridgeMessage): void {
    const call = this.#calls.get(message.id);
    if (!call) return;
    if ('line' in message) {
      call.lines.push(message.line);
      if (call.lines.length > 2 * MOST_LINES) call.lines = call.lines.slice(-MOST_LINES);
      call.onLine(message.line);
    } else if ('failed' in message) {
      const output = call.lines.slice(-MOST_LINES).join('\n');
      const misused = MISUSED.exec(output)?.[1];
      call.settle(
        misused === undefined
          ? { type: 'failed', exitCode: message.failed, output }
          : { type: 'unavailable', why: 'unknown-shape', message: misused },
      );
    } else if ('broken' in message)
      call.settle({ type: 'unavailable', why: 'unknown-shape', message: message.broken });
    else call.settle({ type: 'done', value: message.result });
  }
}
