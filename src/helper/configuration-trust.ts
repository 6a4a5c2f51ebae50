import { type Final, refused } from './final.ts';
import type { HelperSettings } from './settings.ts';
import { distrustOf, sayDistrust } from './trust.ts';

/**
 * Why nothing is done with the configuration, nor to it; undefined when it is root's alone. Who else can write to it is
 * root after a switch, and by a link there has us write elsewhere.
 */
export function whyNotTrusted({ places }: Pick<HelperSettings, 'places'>): Final | undefined {
  const distrust = distrustOf([places.configuration], places.store);
  return distrust && refused('distrusted', `The configuration is not root's alone: ${sayDistrust(distrust)}`);
}
