import { askProgram } from '#base/ask-program.ts';
import { NixError } from '#base/errors.ts';
import { type UnitReader, unitReading } from './service-state.ts';

/** Asks the program, where there is no bus: one run for all units. */
export function unitsBySystemctl(program: string): UnitReader {
  return {
    by: 'systemctl',
    async read(units, signal) {
      if (units.length === 0) return [];
      const names = units.map((unit) => `${unit}.service`);
      const answer = await askProgram(
        [program, 'show', '--timestamp=us', '-p', 'ActiveState,StateChangeTimestamp', '--', ...names],
        signal,
      );
      if (answer?.exitCode !== 0)
        throw new NixError('no-services', `${program} does not tell how the services are.`);
      const blocks = answer.stdout.toString('utf8').trimEnd().split('\n\n');
      if (blocks.length !== units.length)
        throw new NixError(
          'no-services',
          `${program} told of ${blocks.length} services, not ${units.length}.`,
        );
      return blocks.map((block) => {
        const said = new Map(block.split('\n').map((line) => splitAt(line, line.indexOf('='))));
        return unitReading(said.get('ActiveState') ?? '', microsecondsOf(said.get('StateChangeTimestamp')));
      });
    },
  };
}

function splitAt(line: string, at: number): [string, string] {
  return [line.slice(0, at), line.slice(at + 1)];
}

/** `Wed 2026-11-25 10:20:30.123456 UTC`; with other zones only to what `Date` knows. 0: never. */
function microsecondsOf(stamp = ''): number {
  const [, day, time, zone] =
    /^\w+ (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?: (\S+))?$/.exec(stamp) ?? [];
  if (day === undefined) return 0;
  const at = Date.parse(zone === 'UTC' ? `${day}T${time}Z` : `${day}T${time}`);
  return Number.isNaN(at) ? 0 : at * 1000;
}
