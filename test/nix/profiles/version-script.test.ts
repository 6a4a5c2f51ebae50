import { expect, it } from 'vitest';
import { parseVersionScript } from '#nix/profiles/version-script.ts';
import { versionScript } from './many-generations.ts';

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const VERSION = '26.05.20260101.abcdef0';

it.each([
  ['with a revision', versionScript(VERSION, REVISION), { nixosVersion: VERSION, revision: REVISION }],
  ['without one', versionScript(VERSION), { nixosVersion: VERSION }],
  [
    'without JSON of its own',
    `--json) printf '{"nixosVersion":"%s"}' "x" ;;\n--configuration-revision) echo "${REVISION}" ;;\n*) echo "${VERSION} (Mini)" ;;`,
    { nixosVersion: VERSION, revision: REVISION },
  ],
  [
    'that says on stderr that it knows none',
    '--configuration-revision) echo "$0: configuration revision is unknown" >&2; exit 1 ;;',
    {},
  ],
  [
    'with JSON that is broken',
    '{"nixosVersion": nothing}\n*) echo "26.05 (Mini)" ;;',
    { nixosVersion: '26.05' },
  ],
  ['with JSON of other things', '{"nixosVersion":{"a":1},"configurationRevision":7}', {}],
  ['that is no script', '\0\u0001ELF', {}],
])('reads a script %s', (_, text, told) => {
  expect(parseVersionScript(text)).toEqual(told);
});
