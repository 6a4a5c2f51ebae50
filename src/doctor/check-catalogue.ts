import type { CatalogueState } from '#catalogue/sources/open-catalogue.ts';
import { sayDate } from '#phrasing/say-date.ts';
import { asSentence } from '#phrasing/speakable.ts';
import { degraded, type Found, ok } from './finding.ts';

/** Which packages can be asked for: where the list comes from, of when it is, and what became of the last attempt at a new one. */
export function checkCatalogue(state: CatalogueState | undefined, now: number): Found {
  if (!state)
    return ok('I know the packages that I bring. All of nixpkgs comes with the setting catalogue.kind.');
  const { has, packages, made } = state;
  if (made && has === 'current')
    return ok(`I know ${packages} packages, of ${made.of}, listed ${sayDate(made.at, now)}.`);
  const known = made
    ? `I know ${packages} packages of an earlier nixpkgs, ${made.of}, listed ${sayDate(made.at, now)}`
    : `I know only the ${packages} packages that I bring, as there is no list of your nixpkgs yet`;
  return degraded(`${known}.`, whatNext(state, now));
}

function whatNext({ last }: CatalogueState, now: number): string {
  if (last?.outcome === 'failed')
    return `Making the list failed ${sayDate(last.at, now)}: ${asSentence(last.message ?? 'nobody knows why')} It is tried again beside the next conversation.`;
  if (last?.outcome === 'offline')
    return 'It would have to be fetched, and your settings forbid that: ask-nix config set offline false';
  return 'It is made beside the next conversation: ask-nix chat';
}
