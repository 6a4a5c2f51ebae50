import type { Argv } from '#base/run-program.ts';

/** In the order in which `auto` tries them. */
export const PLAYERS = ['pw-play', 'paplay', 'aplay', 'play'] as const;
export type Player = (typeof PLAYERS)[number];

/** The program and arguments that play 16 kHz mono signed 16 bit little endian from stdin. */
export function playerArgv(player: Player, program: string = player): Argv {
  switch (player) {
    case 'pw-play':
      return [program, '--raw', '--format=s16', '--rate=16000', '--channels=1', '-'];
    case 'paplay':
      return [program, '--raw', '--format=s16le', '--rate=16000', '--channels=1', '--latency-msec=200'];
    case 'aplay':
      return [program, '-q', '-t', 'raw', '-f', 'S16_LE', '-r', '16000', '-c', '1', '-'];
    case 'play':
      return [
        program,
        '-q',
        '-V1',
        '-t',
        'raw',
        '-r',
        '16000',
        '-c',
        '1',
        '-e',
        'signed-integer',
        '-b',
        '16',
        '-L',
        '-',
      ];
  }
}
