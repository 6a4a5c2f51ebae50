import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A person's folder of settings, with `text` in it when that is given. */
export class SettingsFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'ask-nix-settings-'));
  readonly file = join(this.path, 'ask-nix', 'config.yaml');

  constructor(text?: string | Uint8Array) {
    mkdirSync(join(this.path, 'ask-nix'));
    if (text !== undefined) this.write(text);
  }

  write(text: string | Uint8Array): void {
    writeFileSync(this.file, text);
  }

  get text(): string {
    return readFileSync(this.file, 'utf8');
  }

  /** Names of all that lies beside the settings. */
  get names(): readonly string[] {
    return readdirSync(join(this.path, 'ask-nix')).sort();
  }

  /** What is in the kept versions, oldest first. */
  get backups(): readonly string[] {
    const folder = join(this.path, 'ask-nix', 'backups');
    return readdirSync(folder)
      .sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
