import { expect, test } from 'vitest';
import { PLAYERS, playerArgvs } from '#audio/player-argv.ts';
import { RECORDERS, recorderSetups } from '#audio/recorder-argv.ts';

test.each(RECORDERS)('%s is asked for 16 kHz mono first and keeps to its own program name', (recorder) => {
  const [{ argv, sampleRate, channels } = expect.fail(), ...others] = recorderSetups(recorder, undefined);
  expect(argv[0]).toBe(recorder);
  expect(argv.join(' ')).toMatch(/16000/);
  expect([sampleRate, channels]).toEqual([16_000, 1]);
  for (const { argv } of [...others, ...recorderSetups(recorder, undefined, '/elsewhere')])
    expect(argv[0]).toMatch(/^(\/elsewhere|[a-z-]+)$/);
  expect(recorderSetups(recorder, undefined, '/elsewhere')[0]?.argv[0]).toBe('/elsewhere');
});

test.each(RECORDERS.filter((name) => name !== 'rec'))('%s is told the device as one argument', (recorder) => {
  const device = 'alsa input; $(reboot)';
  for (const { argv } of recorderSetups(recorder, device))
    expect(argv.filter((argument) => argument.endsWith(device))).toHaveLength(1);
});

test.each(['arecord', 'sox'] as const)(
  '%s is given a card with conversions, not the card itself',
  (recorder) => {
    const argv = (device: string) => recorderSetups(recorder, device)[0]?.argv ?? [];
    expect(argv('hw:1,0')).toContain('plughw:1,0');
    expect(argv('plughw:1,0')).toContain('plughw:1,0');
    expect(argv('dsnoop:CARD=Yeti')).toContain('dsnoop:CARD=Yeti');
  },
);

test('arecord can also be asked for what cards do by themselves', () => {
  const formats = recorderSetups('arecord', undefined).map(({ argv, ...format }) => {
    expect(argv.join(' ')).toContain(`-r ${format.sampleRate} -c ${format.channels}`);
    return `${format.sampleRate}/${format.channels}`;
  });
  expect(formats).toEqual(['16000/1', '48000/2', '48000/1', '44100/2']);
});

test.each(PLAYERS)('%s is told what comes on its stdin', (player) => {
  expect(playerArgvs(player)[0]?.join(' ')).toMatch(/raw.*16000/);
});
