import type { Argv } from '#base/run-program.ts';

/** In the order in which `auto` tries them. */
export const RECORDERS = ['pw-record', 'parec', 'arecord', 'sox', 'rec'] as const;
export type Recorder = (typeof RECORDERS)[number];

/** What a recorder is asked for: signed 16 bit little endian without a header, and how much of it. */
export interface RecorderSetup {
  readonly argv: Argv;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** Half of it would be heard 20 ms earlier, and cost twice as much while nobody speaks. */
const LATENCY_MS = 40;
const OURS = { sampleRate: 16_000, channels: 1 };
/** What cards can do that cannot do ours, where ALSA does not convert. */
const OF_CARDS = [
  { sampleRate: 48_000, channels: 2 },
  { sampleRate: 48_000, channels: 1 },
  { sampleRate: 44_100, channels: 2 },
];

/** The ways to have this recorder write to stdout, the best first. */
export function recorderSetups(
  recorder: Recorder,
  device: string | undefined,
  program: string = recorder,
): readonly RecorderSetup[] {
  switch (recorder) {
    case 'pw-record': {
      const target = device === undefined ? [] : ['--target', device];
      const rest = [
        '--format=s16',
        '--rate=16000',
        '--channels=1',
        `--latency=${LATENCY_MS}ms`,
        ...target,
        '-',
      ];
      // From PipeWire 1.4 on `-` without --raw has a header; before 1.2 there is no --raw, and no header.
      return [
        { ...OURS, argv: [program, '--raw', ...rest] },
        { ...OURS, argv: [program, ...rest] },
      ];
    }
    case 'parec': {
      const source = device === undefined ? [] : [`--device=${device}`];
      const format = [
        '--raw',
        '--format=s16le',
        '--rate=16000',
        '--channels=1',
        `--latency-msec=${LATENCY_MS}`,
      ];
      // Verbose, it tells which source it hears: the server moves it without a word.
      return [{ ...OURS, argv: [program, '--verbose', ...format, ...source] }];
    }
    case 'arecord':
      // Not quiet: it would not tell that it records at another rate than it was asked for.
      return [OURS, ...OF_CARDS].map(({ sampleRate, channels }) => ({
        sampleRate,
        channels,
        argv: [
          program,
          '-t',
          'raw',
          '-f',
          'S16_LE',
          '-r',
          String(sampleRate),
          '-c',
          String(channels),
          ...(device === undefined ? [] : ['-D', converted(device)]),
        ],
      }));
    case 'sox': {
      const source = device === undefined ? ['--default-device'] : ['-t', 'alsa', converted(device)];
      return [{ ...OURS, argv: [program, '-q', '-V1', '--buffer', '1024', ...source, ...RAW_TO_STDOUT] }];
    }
    case 'rec':
      return [{ ...OURS, argv: [program, '-q', '-V1', '--buffer', '1024', ...RAW_TO_STDOUT] }];
  }
}

const RAW_TO_STDOUT = ['-r', '16000', '-c', '1', '-e', 'signed-integer', '-b', '16', '-L', '-t', 'raw', '-'];

/** A card itself can do few formats; ALSA's plughw is the same card with conversions. */
function converted(device: string): string {
  return device.replace(/^hw:/, 'plughw:');
}

/** What `node-record-lpcm16` hands to its `recorder` file: our own options among its own. */
interface PackageOptions {
  argv: Argv;
}

/** In the C locale, because what a recorder complains of is read by us and read out to people. */
function packageRecorder({ argv }: PackageOptions): { cmd: string; args: string[] } {
  return { cmd: 'env', args: ['LC_ALL=C', ...argv] };
}

/** The package `require`s this file and calls what it gets. */
export { packageRecorder as 'module.exports' };
