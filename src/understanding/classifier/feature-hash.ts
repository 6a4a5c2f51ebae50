/** A feature's number: 32 bits of FNV-1a. Two of sixty thousand meet so seldom that their names need not be kept. */
export function hashOfFeature(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
