import type { DaemonSocket } from '#nix/daemon/socket.ts';

/** A peer that has said all it ever says, in pieces of `pieceBytes`, and keeps what is sent to it. */
export class ScriptedSocket implements DaemonSocket {
  readonly sent: Buffer[] = [];
  isClosed = false;
  readonly #said: Buffer;
  readonly #pieceBytes: number;
  #at = 0;

  constructor(said: Buffer, pieceBytes = said.length) {
    this.#said = said;
    this.#pieceBytes = Math.max(1, pieceBytes);
  }

  send(bytes: Uint8Array): void {
    this.sent.push(Buffer.from(bytes));
  }

  async receive(): Promise<Uint8Array | undefined> {
    const piece = this.#said.subarray(this.#at, this.#at + this.#pieceBytes);
    this.#at += piece.length;
    return piece.length === 0 || this.isClosed ? undefined : piece;
  }

  get isQuiet(): boolean {
    return !this.isClosed && this.#at >= this.#said.length;
  }

  limitTime(): void {}

  keepProcess(): void {}

  close(): void {
    this.isClosed = true;
  }
}
