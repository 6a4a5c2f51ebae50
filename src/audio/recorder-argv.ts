import type { Argv } from '#base/run-program.ts';

/** In the order in which `auto` tries them. */
export const RECORDERS = ['pw-record', 'parec', 'arecord', 'sox', 'rec'] as const;
export type Recorder = (typeof RECORDERS)[number];

/** What `node-record-lpcm16` hands to its `recorder` file: our own options among its own. */
interface PackageOptions {
  argv: Argv;
}

/** The program and arguments that write 16 kHz mono signed 16 bit little endian without a header to stdout. */
export function recorderArgv(
  recorder: Recorder,
  device: string | undefined,
  program: string = recorder,
): Argv {
  switch (recorder) {
    case 'pw-record': {
      const target = device === undefined ? [] : ['--target', device];
      return [
        program,
        '--raw',
        '--format=s16',
        '--rate=16000',
        '--channels=1',
        '--latency=20ms',
        ...target,
        '-',
      ];
    }
    case 'parec': {
      const source = device === undefined ? [] : [`--device=${device}`];
      return [
        program,
        '--raw',
        '--format=s16le',
        '--rate=16000',
        '--channels=1',
        '--latency-msec=20',
        ...source,
      ];
    }
    case 'arecord': {
      const source = device === undefined ? [] : ['-D', device];
      return [program, '-q', '-t', 'raw', '-f', 'S16_LE', '-r', '16000', '-c', '1', ...source];
    }
    case 'sox': {
      const source = device === undefined ? ['--default-device'] : ['-t', 'alsa', device];
      return [program, '-q', '-V1', '--buffer', '1024', ...source, ...RAW_TO_STDOUT];
    }
    case 'rec':
      return [program, '-q', '-V1', '--buffer', '1024', ...RAW_TO_STDOUT];
  }
}

const RAW_TO_STDOUT = ['-r', '16000', '-c', '1', '-e', 'signed-integer', '-b', '16', '-L', '-t', 'raw', '-'];

function packageRecorder({ argv: [cmd, ...args] }: PackageOptions): { cmd: string; args: string[] } {
  return { cmd, args };
}

/** The package `require`s this file and calls what it gets. */
export { packageRecorder as 'module.exports' };
