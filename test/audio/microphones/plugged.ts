import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MicrophoneNotice, MicrophoneOptions } from '#audio/microphone.ts';
import { openMicrophone } from '#audio/microphones/index.ts';
import type { Samples } from '#audio/samples.ts';
import { hurriedClock, program } from '../program.ts';
import { joined, pitch } from '../sound.ts';

/** A sound server of which a file tells what is plugged in. */
export class Plugged implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ask-nix-plugged-'));
  readonly pactl = join(this.#folder, 'pactl');
  readonly notices: MicrophoneNotice[] = [];

  constructor(...names: readonly string[]) {
    writeFileSync(this.pactl, '#!/bin/sh\ncat "$(dirname "$0")/$*"\n');
    chmodSync(this.pactl, 0o755);
    this.plugIn(...names);
  }

  plugIn(...names: readonly string[]): void {
    const sources = names.map((name, at) => `Source #${at}\n\tName: id-of-${name}\n\tDescription: ${name}\n`);
    writeFileSync(join(this.#folder, 'list sources'), sources.join('\n'));
    writeFileSync(join(this.#folder, 'info'), `Default Source: id-of-${names[0]}\n`);
  }

  /** What is heard, a quarter of a second at a time: the pitch tells the default (440 Hz) from a device by name (880 Hz). */
  async *listen(device: string | undefined, more: { standIn?: boolean; parec?: string } = {}) {
    const { standIn = false, parec = program('recorder-of-devices.mjs') } = more;
    const options: MicrophoneOptions = { kind: 'device', recorder: 'parec', ...(device && { device }) };
    const microphone = await openMicrophone(options, {
      clock: hurriedClock,
      stdin: Readable.from([]),
      programs: { pactl: this.pactl, parec },
      tell: (notice) => this.notices.push(notice),
      standIn,
    });
    let heard: Samples = new Int16Array();
    for await (const piece of microphone.listen(AbortSignal.timeout(10_000))) {
      heard = joined(heard, piece);
      if (heard.length < 4_000) continue;
      yield Math.round(pitch(heard) / 440) * 440;
      heard = new Int16Array();
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

export async function until(heard: AsyncGenerator<number>, hertz: number): Promise<void> {
  for (let tries = 0; tries < 40; tries++) if ((await heard.next()).value === hertz) return;
  throw new Error(`never heard ${hertz} Hz`);
}
