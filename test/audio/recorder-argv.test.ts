import { expect, test } from 'vitest';
import { PLAYERS, playerArgv } from '#audio/player-argv.ts';
import { RECORDERS, recorderArgv } from '#audio/recorder-argv.ts';

test.each(RECORDERS)('%s is asked for 16 kHz mono and keeps to its own program name', (recorder) => {
  const argv = recorderArgv(recorder, undefined);
  expect(argv[0]).toBe(recorder);
  expect(argv.join(' ')).toMatch(/16000/);
  expect(recorderArgv(recorder, undefined, '/elsewhere')[0]).toBe('/elsewhere');
});

test.each(RECORDERS.filter((name) => name !== 'rec'))('%s is told the device as one argument', (recorder) => {
  const device = 'alsa input; $(reboot)';
  expect(recorderArgv(recorder, device).filter((argument) => argument.endsWith(device))).toHaveLength(1);
});

test.each(PLAYERS)('%s is told what comes on its stdin', (player) => {
  expect(playerArgv(player).join(' ')).toMatch(/raw.*16000/);
});
