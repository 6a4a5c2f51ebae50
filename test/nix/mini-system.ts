import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NixPlaces, systemProfile } from '#nix/places.ts';
import { offerInCache } from '../mini-nixos/cache.ts';
import { publishChannel, subscribe } from '../mini-nixos/channel.ts';
import { startDaemon } from '../mini-nixos/daemon.ts';
import { type Inputs, miniEnvironment } from '../mini-nixos/environment.ts';
import { becomeFlake, commitAll } from '../mini-nixos/flake.ts';
import { type Managed, writeConfiguration, writeFolders } from '../mini-nixos/folders.ts';
import { livePast, PAST, type PastGeneration } from '../mini-nixos/past.ts';
import { type Release, writeRelease } from '../mini-nixos/release.ts';
import { type MiniOutput, runMini } from '../mini-nixos/run.ts';

const TOPLEVEL = 'config.system.build.toplevel';

/** A private NixOS in miniature with a real Nix, its daemon running, in a folder of its own. */
export interface MiniSystem extends AsyncDisposable {
  root: string;
  places: NixPlaces;
  /** For programs that shall work on this system. */
  environment: Record<string, string>;
  /** Runs a program of this system to its end, as root. */
  run(...argv: string[]): Promise<MiniOutput>;
  /** Writes the managed file and, in Nix, what else was written by hand. */
  configure(managed: Managed, more?: string): void;
  /** What the channel or the flake's input offers from now on. */
  publish(release: Release): Promise<void>;
  /** Builds the configuration; on stdout: the toplevel. */
  build(): Promise<MiniOutput>;
  /** What nixos-rebuild does, the activation's output and exit code. Throws when it cannot be built. */
  rebuild(goal: Goal): Promise<MiniOutput>;
}

type Goal = 'switch' | 'boot' | 'test' | 'dry-activate';

export interface MiniOptions {
  /** What the machine has been, oldest first; as a rule three generations, of 30, 10 and 1 days ago. */
  past?: readonly PastGeneration[];
  /** Where nixpkgs comes from; as a rule a folder. */
  inputs?: Inputs;
  /** Packages that a binary cache has and the store has not: they are fetched, not built. */
  cached?: readonly string[];
  /** False: whoever asks the daemon meets no one. */
  daemon?: boolean;
}

export async function miniSystem({
  past = PAST,
  inputs = 'folder',
  cached = [],
  daemon = true,
}: MiniOptions = {}): Promise<MiniSystem> {
  if (process.getuid?.() !== 0)
    throw new Error(
      'This makes a store and a daemon of its own, which only root may: run the tests as root.',
    );
  await using made = new AsyncDisposableStack();
  const root = await mkdtemp(join(tmpdir(), 'ask-nix-mini-'));
  // What an activation left behind may still be writing there.
  made.defer(() => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  await chmod(root, 0o755);
  const environment = miniEnvironment(root, inputs);
  writeFolders(root);
  if (inputs === 'channel') await subscribe(root, environment);
  if (cached.length > 0) await offerInCache(root, cached, environment);
  if (past.length > 0) await livePast(root, past, environment);
  else writeConfiguration(join(root, 'etc/nixos'), {});
  if (inputs === 'flake') await becomeFlake(root, environment);
  if (daemon) made.use(await startDaemon(environment));
  const all = made.move();
  const places = placesIn(root);
  const run = (...argv: string[]) => runMini(argv, environment);
  const build = () =>
    inputs === 'flake'
      ? buildFlake(`${places.configuration}#nixosConfigurations.mini.${TOPLEVEL}`, run)
      : run('nix-build', '--no-out-link', '<nixpkgs/nixos>', '-A', TOPLEVEL);
  return {
    root,
    places,
    environment,
    run,
    configure: (managed, more) => writeConfiguration(places.configuration, managed, more),
    async publish(release) {
      const nixpkgs = join(root, 'nixpkgs');
      writeRelease(nixpkgs, release);
      if (inputs === 'channel') await publishChannel(root, environment);
      if (inputs === 'flake') await commitAll(nixpkgs, release.version, environment);
    },
    build,
    async rebuild(goal) {
      const { stdout, stderr } = await build();
      const toplevel = stdout.trim();
      if (toplevel === '') throw new Error(stderr);
      const isKept = goal === 'switch' || goal === 'boot';
      if (isKept) await run('nix-env', '-p', systemProfile(places), '--set', toplevel);
      return run(join(toplevel, 'bin/switch-to-configuration'), goal);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function buildFlake(attribute: string, run: MiniSystem['run']): Promise<MiniOutput> {
  const built = await run('nix', 'build', '--no-link', '--json', attribute);
  const [made] = JSON.parse(built.stdout || '[]') as { outputs: { out: string } }[];
  return { ...built, stdout: made ? `${made.outputs.out}\n` : '' };
}

function placesIn(root: string): NixPlaces {
  return {
    store: join(root, 'nix/store'),
    state: join(root, 'nix/var/nix'),
    run: join(root, 'run'),
    configuration: join(root, 'etc/nixos'),
    boot: join(root, 'boot'),
  };
}
