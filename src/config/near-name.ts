import { editDistance } from '#catalogue/edit-distance.ts';

/** The one of `names` that looks most like `name`; undefined when none does. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const wanted = plain(name);
  const limit = wanted.length < 4 ? 1 : wanted.length < 9 ? 2 : 3;
  let best: { name: string; distance: number } | undefined;
  for (const candidate of names) {
    const distance = editDistance(wanted, plain(candidate), limit);
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name: candidate, distance };
  }
  return best?.name;
}

/** `follow_up-MS` is `followUpMs`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '').slice(0, 100);
}
