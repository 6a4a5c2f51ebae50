import { readdirSync } from 'node:fs';
import { shadowConfiguration } from '#nix/configuration/shadow.ts';
import { EMPTY_CONFIG } from '#nix/managed-config.ts';

/** Copies a configuration as whoever runs this: make-shadow.ts CONFIGURATION BELOW. Prints what is in the copy. */
const [configuration = '', temporary = ''] = process.argv.slice(2);
const environment = { PATH: process.env.PATH ?? '', HOME: temporary };
const never = new AbortController().signal;
await using shadow = await shadowConfiguration(
  { configuration },
  EMPTY_CONFIG,
  temporary,
  environment,
  never,
);
const { skipped, folder } = shadow;
console.log(JSON.stringify({ skipped, files: readdirSync(folder) }));
