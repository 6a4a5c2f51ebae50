import type { Argv } from '#base/run-program.ts';

/** In the order in which `auto` tries them. */
export const PLAYERS = ['pw-play', 'paplay', 'aplay', 'play'] as const;
export type Player = (typeof PLAYERS)[number];

/** The ways to have this player play 16 kHz mono signed 16 bit little endian from stdin, the best first. */
export function playerArgvs(player: Player, program: string = player): readonly Argv[] {
  switch (player) {
    case 'pw-play': {
      const rest = ['--format=s16', '--rate=16000', '--channels=1', '-'];
      // As with pw-record: new ones need --raw, old ones do not know it.
      return [
        [program, '--raw', ...rest],
        [program, ...rest],
      ];
    }
    case 'paplay':
      return [[program, '--raw', '--format=s16le', '--rate=16000', '--channels=1', '--latency-msec=200']];
    case 'aplay':
      return [[program, '-q', '-t', 'raw', '-f', 'S16_LE', '-r', '16000', '-c', '1', '-']];
    case 'play':
      return [
        [
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
        ],
      ];
  }
}
