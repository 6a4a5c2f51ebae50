import { expect, test } from 'vitest';
import { runProgram, startProgram } from '#base/run-program.ts';

const never = new AbortController().signal;
const node = process.execPath;

test('what is written arrives, what is printed comes back', async () => {
  const output = await runProgram(
    [node, '-e', 'process.stdin.pipe(process.stdout)'],
    'héllo "quoted" $(x)',
    never,
  );
  expect(output.stdout.toString()).toBe('héllo "quoted" $(x)');
  expect(output.exitCode).toBe(0);
});

test('arguments are no shell words', async () => {
  const { stdout } = await runProgram([node, '-p', 'process.argv[1]', '$(id); `id` && x'], '', never);
  expect(stdout.toString().trim()).toBe('$(id); `id` && x');
});

test('a missing program is an end, not an exception', async () => {
  expect(await runProgram(['no-such-program-anywhere'], '', never)).toMatchObject({
    exitCode: null,
    startError: 'ENOENT',
  });
});

test('aborting ends a program that is deaf to SIGTERM', async () => {
  const controller = new AbortController();
  const program = startProgram(
    [node, '-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); process.stdout.write("up")'],
    controller.signal,
  );
  await new Promise((resolve) => program.stdout.once('data', resolve));
  controller.abort();
  expect(await program.ended).toEqual({ exitCode: null });
});

test('an environment replaces ours as a whole, and a folder is where it runs', async () => {
  const print =
    'process.stdout.write(JSON.stringify([process.env.ONLY, process.env.HOME ?? "none", process.cwd()]))';
  const { stdout } = await runProgram([node, '-e', print], '', never, {
    environment: { ONLY: 'this' },
    folder: '/usr',
  });
  expect(JSON.parse(stdout.toString())).toEqual(['this', 'none', '/usr']);
});
