import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOLS = [
  { name: 'types', argv: ['node_modules/typescript/bin/tsc'] },
  { name: 'lint', argv: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  { name: 'unused code', argv: ['node_modules/knip/bin/knip.js'] },
];

/** What every test imports that works on a real Nix. */
const REAL_NIX = 'test/nix/mini-system.ts';

const QUICK = ['--project=fast', '--project=sounds', '--project=microphone'];

/** Types, lint, unused code and all tests; the last line printed is `N passed, N failed`. Gives the exit code. */
export function runChecks(node, args) {
  const counts = { passed: 0, failed: 0 };
  const began = Date.now();
  for (const { name, argv } of TOOLS) {
    console.log(`\n— ${name}`);
    const ok = spawnSync(node, argv, { stdio: 'inherit' }).status === 0;
    counts[ok ? 'passed' : 'failed']++;
  }
  console.log('\n— tests');
  count(runTests([node], ['run', ...QUICK, ...args]), counts);
  return report(counts, began);
}

/** What takes minutes: kills, soaks, hours of sound. Prints the same last line. */
export function runLongTests(node, args) {
  const counts = { passed: 0, failed: 0 };
  const began = Date.now();
  count(runTests([node], ['run', '--project=long', ...args]), counts);
  return report(counts, began);
}

/** All that works on a real Nix, or the tests that `args` names, by a Node that `runner` starts. Prints the same last line. */
export function runNixTests(runner, args) {
  const counts = { passed: 0, failed: 0 };
  const began = Date.now();
  const tests = args.length > 0 ? ['run', ...args] : ['related', '--run', REAL_NIX];
  count(runTests(runner, ['--project=fast', ...tests]), counts);
  return report(counts, began);
}

function report(counts, began) {
  console.log(`\nAll of it took ${Math.round((Date.now() - began) / 1000)} seconds.`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

function runTests([program, ...first], args) {
  const folder = mkdtempSync(join(tmpdir(), 'ask-nix-tests-'));
  const file = join(folder, 'results.json');
  try {
    const argv = [...first, 'node_modules/vitest/vitest.mjs', '--reporter=default', '--reporter=json'];
    spawnSync(program, [...argv, `--outputFile.json=${file}`, ...args], { stdio: 'inherit' });
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(`The test runner left no results: ${error.message}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A test file that could not be loaded, and a skipped test in CI, count as failed. */
function count(results, counts) {
  if (!results) {
    counts.failed++;
    return;
  }
  const unloaded = results.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && assertionResults.length === 0;
  });
  const skipped = process.env.CI === 'true' ? results.numPendingTests + results.numTodoTests : 0;
  counts.passed += results.numPassedTests;
  counts.failed += results.numFailedTests + unloaded.length + skipped;
  if (!results.success && counts.failed === 0) counts.failed++;
}
