import { systemClock } from '#base/clock.ts';
import { loadConfig } from '#config/load.ts';
import { openBasics } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT } from './command.ts';

/** Which system is in use and where it stands. */
export const status: Command = async ({ args, out, err, environment, paths, signal }) => {
  const { values } = parseFlags(args, { json: { type: 'boolean', default: false } });
  const config = await loadConfig(paths.configFile, environment, {}, err);
  const { nix, journal } = await openBasics(config, paths, systemClock, true);
  for (const repair of nix.repairs ?? []) err(`ask-nix: ${repair}`);
  const { current, generations, installed } = await nix.facts(signal);
  const { records, broken } = journal.read();
  const report = {
    system: nix.system,
    generation: current,
    generations: generations.length,
    installed: installed.length,
    journal: { records: records.length, broken: broken.length },
  };
  if (values.json) out(JSON.stringify(report));
  else {
    out(
      nix.system === 'practice'
        ? 'This is the practice system: nothing real changes.'
        : 'This is your real system.',
    );
    out(
      `Generation ${current} is in use, one of ${generations.length}. ${installed.length} packages are installed.`,
    );
    if (broken.length > 0) out(`The journal has ${broken.length} damaged lines.`);
  }
  return EXIT.done;
};
