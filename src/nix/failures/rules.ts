import type { FailureCode } from '../failure-code.ts';
import { packageOfPath } from '../rebuild/derivation-name.ts';
import { parseName } from '../store/path-name.ts';

export interface Rule {
  code: FailureCode;
  /** Its group `subject`, if there is one, is what the failure is about. */
  pattern: RegExp;
  /** The subject as it is called elsewhere. */
  called?: (subject: string) => string;
}

const packageName = (named: string) => (named.includes('/') ? packageOfPath(named) : parseName(named).pname);
const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const ofFlake = (attribute: string) => attribute.replace(/^(?:legacyP|p)ackages\.[^.]+\./, '');

/** Of an error of Nix. The first that fits holds, so the narrow ones stand before the wide ones. */
export const ERROR_RULES: readonly Rule[] = [
  { code: 'no-space', pattern: /No space left on device|lack of free disk space|disk (?:is )?full/i },
  {
    code: 'unfree',
    pattern:
      /(?:Package|package) [‘'](?<subject>[^’'\n]+)[’'](?=[\s\S]{0,400}?(?:has an unfree license|an? .*license .*not allowed))/,
    called: packageName,
  },
  {
    code: 'insecure',
    pattern: /[Pp]ackage [‘'](?<subject>[^’'\n]+)[’'](?=[\s\S]{0,400}?is marked as insecure)/,
    called: packageName,
  },
  {
    code: 'broken',
    pattern: /[Pp]ackage [‘'](?<subject>[^’'\n]+)[’'](?=[\s\S]{0,400}?(?:is marked as broken|- broken:))/,
    called: packageName,
  },
  {
    code: 'unsupported',
    pattern:
      /[Pp]ackage [‘'](?<subject>[^’'\n]+)[’'](?=[\s\S]{0,400}?(?:is not available on the requested hostPlatform|is not supported on))/,
    called: packageName,
  },
  { code: 'unknown-option', pattern: /The option [`‘'](?<subject>[^'’\n]+)['’] does not exist/ },
  {
    code: 'conflicting-option',
    pattern:
      /The option [`‘'](?<subject>[^'’\n]+)['’] (?:has conflicting definition values|is defined multiple times|has conflicting definitions)/,
  },
  {
    code: 'bad-option-value',
    pattern: /A definition for option [`‘'](?<subject>[^'’\n]+)['’] is not of type/,
  },
  {
    code: 'unknown-attribute',
    pattern: /does not provide attribute (?:.*(?:,| or) )?'(?<subject>[^'\n]+)'/,
    called: ofFlake,
  },
  {
    code: 'unknown-attribute',
    pattern: /attribute '(?<subject>[^'\n]+)' in selection path '[^'\n]*' not found/,
  },
  { code: 'unknown-attribute', pattern: /attribute '(?<subject>[^'\n]+)' missing/ },
  { code: 'unknown-attribute', pattern: /ask-nix: unknown package '(?<subject>[^'\n]+)'/ },
  { code: 'unknown-option', pattern: /ask-nix: option '(?<subject>[^'\n]+)' is not one/ },
  { code: 'untracked', pattern: /[Pp]ath '(?<subject>[^'\n]+)' .*is not tracked by Git/, called: fileName },
  {
    code: 'untracked',
    pattern: /getting status of '[^'\n]*-source\/(?<subject>[^'\n]+)': No such file or directory/,
    called: fileName,
  },
  {
    code: 'untracked',
    pattern: /path '[^'\n]*-source\/(?<subject>[^'\n]+\.nix)' does not exist/,
    called: fileName,
  },
  {
    code: 'hash-mismatch',
    pattern: /hash mismatch in fixed-output derivation '(?<subject>[^'\n]+)'/,
    called: packageName,
  },
  { code: 'hash-mismatch', pattern: /NAR hash mismatch in input '(?<subject>[^'\n]+)'/ },
  {
    code: 'no-substitute',
    pattern: /path '(?<subject>[^'\n]+)' is required, but there is no substituter/,
    called: packageName,
  },
  {
    code: 'no-substitute',
    pattern: /path '(?<subject>[^'\n]+)' does not exist and cannot be created/,
    called: packageName,
  },
  {
    code: 'timed-out',
    pattern:
      /building of '(?<subject>[^'!\n]+)(?:!.*)?' .*timed out|(?:Cannot build|build of) '(?<subject>[^'\n]+)'[\s\S]{0,400}?timed out/,
    called: packageName,
  },
  {
    code: 'build-failed',
    pattern: /builder for '(?<subject>[^'\n]+)' failed/,
    called: packageName,
  },
  {
    code: 'build-failed',
    pattern: /Cannot build '(?<subject>[^'\n]+)'\.?\s+Reason: builder failed/,
    called: packageName,
  },
  {
    code: 'no-network',
    pattern:
      /unable to download '|Could(?:n't| not) resolve host|unable to (?:resolve|connect)|Network is unreachable|Temporary failure in name resolution|Failed to connect to|cannot fetch input/,
  },
  { code: 'not-permitted', pattern: /opening lock file '[^'\n]*': Permission denied/ },
  {
    code: 'not-permitted',
    pattern: /you are not privileged to|not in 'trusted-users'|cannot open connection to remote store/,
  },
  { code: 'not-permitted', pattern: /cannot connect to socket at '[^'\n]*': Permission denied/ },
  { code: 'no-daemon', pattern: /cannot connect to (?:socket|daemon)|error: cannot open connection/ },
  { code: 'locked', pattern: /SQLite database '[^'\n]*' is busy|database is locked/ },
  {
    code: 'broken-state',
    pattern:
      /database disk image is malformed|file is not a database|db\/schema' is corrupt|store schema is version \d+, but/,
  },
  {
    code: 'still-in-use',
    pattern: /Cannot delete (?:path|some of the given paths).*?'(?<subject>[^'\n]+)'.*(?:still alive|in use)/,
    called: packageName,
  },
  {
    code: 'no-generation',
    pattern: /no profile version older than the current|profile version (?<subject>\d+) does not exist/,
  },
  { code: 'wrong-profile', pattern: /is incompatible with 'nix-env'/ },
  { code: 'unwritable', pattern: /Read-only file system|Permission denied|Operation not permitted/ },
  {
    code: 'evaluation-failed',
    pattern:
      /infinite recursion encountered|undefined variable '|syntax error,|assertion '.*' failed|Failed assertions|cannot coerce|while evaluating|was not found in the Nix search path|called without required argument|called with unexpected argument|value is .* while .* was expected|cannot add |has wrong type|is not a (?:function|list|set|string)/,
  },
];

/** Of what is printed without being an error of Nix: by an activation, or while something is waited for. */
export const LINE_RULES: readonly Rule[] = [
  // What our own helper says.
  { code: 'no-daemon', pattern: /^The Nix daemon does not run/m },
  { code: 'no-nix', pattern: /^nix\S* cannot be started/m },
  {
    code: 'git-locked',
    pattern: /Unable to create '(?<subject>[^'\n]+\.lock)': File exists/,
    called: fileName,
  },
  { code: 'no-git', pattern: /^git (?:\S+ in |cannot be started)/m },
  { code: 'no-space', pattern: /cannot be written \((?:ENOSPC|EDQUOT)\)/ },
  { code: 'unwritable', pattern: /cannot be written \((?:EROFS|EACCES|EPERM)\)/ },
  { code: 'locked', pattern: /^Could not acquire lock/m },
  { code: 'pre-switch-check', pattern: /^Pre-switch checks failed/im },
  { code: 'not-permitted', pattern: /must be run as the root user/ },
  {
    code: 'boot-full',
    pattern: /No space left on device[\s\S]{0,2000}?Failed to install bootloader|OSError: \[Errno 28\]/,
  },
  { code: 'bootloader', pattern: /^Failed to install bootloader/im },
  {
    code: 'unit-failed',
    pattern: /^warning: the following units failed: (?<subject>[^,\n]+)/m,
    called: (unit) => unit.replace(/\.service$/, ''),
  },
  {
    code: 'needs-restart',
    pattern: /has an [‘'`]init[’'] that is\s+incompatible with the current configuration/,
  },
  { code: 'locked', pattern: /^waiting for (?:the big |lock on |exclusive access)/m },
  { code: 'not-permitted', pattern: /ignoring the (?:client-specified|user-specified) setting/ },
  { code: 'no-space', pattern: /No space left on device/ },
];
