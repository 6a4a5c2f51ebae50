import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openMicrophone } from '#audio/microphones/index.ts';
import type { Samples } from '#audio/samples.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { createVoiceActivity } from '#audio/voice-activity.ts';
import { systemClock } from '#base/clock.ts';
import { runProgram } from '#base/run-program.ts';
import { VoiceOptions } from '#voice/voice.ts';
import { openVoice } from '#voice/voices/index.ts';
import { joined, loudness, pitch, tone } from '../audio/sound.ts';
import { SINK, type SoundServer, startSoundServer } from './sound-server.ts';

const clock = systemClock;
let server: SoundServer;
beforeAll(async () => {
  server = await startSoundServer();
  vi.stubEnv('PULSE_SERVER', server.address);
  vi.stubEnv('HOME', server.folder);
  vi.stubEnv('XDG_RUNTIME_DIR', server.folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
});

/** What our microphone hears of the sink while `making` goes on, and a little longer. */
async function heardWhile(making: () => Promise<void>): Promise<Samples> {
  const microphone = await openMicrophone(
    { kind: 'device', recorder: 'parec', device: `${SINK}.monitor` },
    { clock, stdin: new PassThrough() },
  );
  const controller = new AbortController();
  const heard: Samples[] = [];
  let made: Promise<void> | undefined;
  for await (const piece of microphone.listen(controller.signal)) {
    heard.push(piece);
    made ??= making()
      .then(() => sleep(400))
      .finally(() => controller.abort());
  }
  await made;
  return joined(...heard);
}

function loudPart(samples: Samples): Samples {
  const isLoud = (value: number) => Math.abs(value) > 1_000;
  return samples.slice(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1);
}

async function recorderPid(): Promise<number> {
  const { stdout } = await runProgram(['pactl', 'list', 'source-outputs'], '', AbortSignal.timeout(5_000));
  return Number(/application\.process\.id = "(\d+)"/.exec(stdout.toString('utf8'))?.[1]);
}

async function clients(kind: 'source-outputs' | 'sink-inputs'): Promise<string> {
  const { stdout } = await runProgram(['pactl', 'list', 'short', kind], '', AbortSignal.timeout(5_000));
  return stdout.toString('utf8').trim();
}

describe('a microphone and a loudspeaker that are joined inside the machine', () => {
  test.each(['paplay', 'auto'] as const)('what %s plays, parec hears', async (player) => {
    const speaker = await openSpeaker({ kind: 'device', player }, { clock });
    const heard = await heardWhile(() => speaker.play(tone(800, 440), new AbortController().signal));
    const sound = loudPart(heard);
    expect(sound.length / 16).toBeGreaterThan(750);
    expect(sound.length / 16).toBeLessThan(850);
    expect(Math.abs(pitch(sound) - 440)).toBeLessThan(20);
    expect(loudness(sound)).toBeCloseTo(0.5 * Math.SQRT1_2, 1);
  });

  test('a speaker that is aborted falls silent at once', async () => {
    const speaker = await openSpeaker({ kind: 'device', player: 'paplay' }, { clock });
    const controller = new AbortController();
    const heard = await heardWhile(async () => {
      const played = speaker.play(tone(5_000, 440), controller.signal).catch(() => {});
      await sleep(700);
      controller.abort();
      await played;
    });
    expect(loudPart(heard).length / 16).toBeLessThan(1_000);
  });

  test('our own voice arrives and is taken for speech', async () => {
    const speaker = await openSpeaker({ kind: 'device', player: 'paplay' }, { clock });
    const voice = await openVoice(VoiceOptions.parse({ kind: 'espeak' }), { speaker, clock });
    const heard = await heardWhile(() =>
      voice.say('You are on generation forty one.', { urgency: 'message' }, new AbortController().signal),
    );
    using activity = await createVoiceActivity();
    expect(activity.process(heard).filter(Boolean).length * 20).toBeGreaterThan(800);
  });

  test('nothing of ours is left at the sound server', async () => {
    await heardWhile(() => sleep(200));
    expect(await clients('source-outputs')).toBe('');
    expect(await clients('sink-inputs')).toBe('');
  });

  test('a recorder that is killed is started again', async () => {
    const heard = await heardWhile(async () => {
      process.kill(await recorderPid(), 'SIGKILL');
      await sleep(1_000);
      const speaker = await openSpeaker({ kind: 'device', player: 'paplay' }, { clock });
      await speaker.play(tone(500, 440), new AbortController().signal);
    });
    expect(Math.abs(pitch(loudPart(heard)) - 440)).toBeLessThan(20);
  });
});
