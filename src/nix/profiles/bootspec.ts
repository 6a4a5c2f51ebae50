/** What a system's `boot.json` tells of it (RFC 125); enough for a list, from one file. */
export interface Bootspec {
  label: string;
  kernel: string;
  specialisations: readonly string[];
}

/** The name of a distribution and of a release, then label and kernel, in the letters that NixOS allows. */
const TITLE = / ([\w.:-]+) \(Linux ([\w.+-]+)\)$/;

/** Undefined for what is no bootspec of version 1, such as the previews of older systems. */
export function parseBootspec(text: string): Bootspec | undefined {
  let document: Record<string, unknown> | null;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const spec = document?.['org.nixos.bootspec.v1'] as { label?: unknown } | undefined;
  const [, label, kernel] = TITLE.exec(String(spec?.label)) ?? [];
  if (label === undefined || kernel === undefined) return undefined;
  const children = document?.['org.nixos.specialisation.v1'] ?? {};
  return { label, kernel, specialisations: Object.keys(children).sort() };
}
