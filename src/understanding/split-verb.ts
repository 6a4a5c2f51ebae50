import type { Words } from './words.ts';

const VERBS = new Set(['turn', 'switch', 'put']);
const PARTICLES = new Set(['on', 'off']);

/** "Turn bluetooth and flatpak on" with its verb in one piece: "turn on bluetooth and flatpak". */
export function withWholeVerb({ words, breaks }: Words): Words | undefined {
  const verb = words.findIndex((word) => VERBS.has(word));
  const particle = words.findLastIndex((word) => PARTICLES.has(word));
  if (verb < 0 || particle < verb + 4 || particle < words.length - 2) return undefined;
  const between = words.slice(verb + 1, particle);
  if (!between.includes('and') || between.some((word) => VERBS.has(word) || PARTICLES.has(word)))
    return undefined;
  return {
    words: [...words.slice(0, verb + 1), words[particle] as string, ...between, ...words.slice(particle + 1)],
    breaks: new Set([...breaks].map((at) => (at > verb && at <= particle ? at + 1 : at))),
  };
}
