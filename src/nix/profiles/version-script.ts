/** What the program `nixos-version` of a system would print. */
export interface VersionScript {
  nixosVersion?: string;
  /** The commit of the configuration, where it was told. */
  revision?: string;
}

interface VersionJson {
  nixosVersion?: unknown;
  configurationRevision?: unknown;
}

const JSON_LINE = /^\{.*"nixosVersion".*\}$/m;
const REVISION_CASE = /--configuration-revision\)([\s\S]*?);;/;
/** An unknown revision is said on stderr, or stands there as a placeholder between two @. */
const PLAIN_ECHO = /^\s*echo "([^"@$]+)"\s*$/m;
const OTHERWISE_CASE = /^\s*\*\)\s*echo "([^"\s]+) \(/m;

/**
 * Reads the text of the script instead of running it. It prints JSON that stands in it on a line of its own; of scripts
 * without that, the cases of its options are read. What is not found is left out.
 */
export function parseVersionScript(text: string): VersionScript {
  const json = parseJson(JSON_LINE.exec(text)?.[0]);
  const inCase = PLAIN_ECHO.exec(REVISION_CASE.exec(text)?.[1] ?? '')?.[1];
  const nixosVersion = textOf(json.nixosVersion) ?? textOf(OTHERWISE_CASE.exec(text)?.[1]);
  const revision = textOf(json.configurationRevision) ?? textOf(inCase);
  return { ...(nixosVersion && { nixosVersion }), ...(revision && { revision }) };
}

function parseJson(line: string | undefined): VersionJson {
  if (line === undefined) return {};
  try {
    return JSON.parse(line) as VersionJson;
  } catch {
    // Only looks like it: then the cases tell.
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[ -~]{1,100}$/.test(value) ? value : undefined;
}
