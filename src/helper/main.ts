import { AskNixError, ConfigError } from '#base/errors.ts';

const [verb, ...args] = process.argv.slice(2);
try {
  if (process.getuid?.() !== 0) throw new ConfigError('usage', 'The helper is a program for root.');
  const [first, second] = args;
  // Each loads only what it needs: the watcher has to be there soon.
  if (verb === 'serve' && first !== undefined) {
    const { serveAs } = await import('./serve-as.ts');
    await serveAs(first, second === '--handed-socket');
  } else if (verb === 'activate' && first !== undefined && second !== undefined) {
    const { watchActivation } = await import('./watch-activation.ts');
    await watchActivation(first, second, new AbortController().signal);
  } else throw new ConfigError('usage', 'ask-nix-helper serve SETTINGS.json [--handed-socket]');
  process.exit(0);
} catch (error) {
  if (!(error instanceof AskNixError)) throw error;
  process.stderr.write(`ask-nix-helper: ${error.message}\n`);
  process.exit(1);
}
