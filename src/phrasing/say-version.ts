/** A version without signs that have no sound: "unstable 2024 01 02", "128.0". */
export function sayVersion(version: string): string {
  return version.replaceAll(/[^\p{L}\p{N}.]+/gu, ' ').trim();
}
