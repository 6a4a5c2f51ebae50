import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { helperFiles } from '#helper/own-files.ts';
import { distrustOf } from '#helper/trust.ts';

const HOME = join(import.meta.dirname, '../..');

export interface Program {
  node: string;
  file: string;
}

let found: Program | undefined;

/** The helper of this checkout, or, where others than root can write that, of a copy for root alone. */
export function trustedProgram(): Program {
  found ??= isTrusted() ? programIn(HOME, process.execPath) : copied();
  return found;
}

function isTrusted(): boolean {
  const program = programIn(HOME, process.execPath);
  return distrustOf(helperFiles({ ...program, home: HOME })) === undefined;
}

function programIn(home: string, node: string): Program {
  return { node, file: join(home, 'bin/ask-nix-helper') };
}

function copied(): Program {
  const home = mkdtempSync(join(tmpdir(), 'ask-nix-helper-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  chmodSync(home, 0o755);
  const node = join(home, 'node');
  for (const part of helperFiles({ node, file: '', home: HOME }))
    if (part !== node) cpSync(part, join(home, relative(HOME, part)), { recursive: true, dereference: true });
  copyFileSync(process.execPath, node);
  execFileSync('chown', ['-R', '0:0', home]);
  execFileSync('chmod', ['-R', 'go-w,a+rX', home]);
  return programIn(home, node);
}
