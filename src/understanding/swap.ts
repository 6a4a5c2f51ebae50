import type { Words } from './words.ts';

const ASKED =
  '(?:(?:please|kindly|just|now|and|can you|could you|would you|will you|i want to|i would like to|let us) )*';
const FORMS: readonly RegExp[] = [
  `(?:swap|exchange|trade)(?: out| in)? (?<old>.+?) (?:for|with) (?<new>.+)`,
  `(?:replace|substitute) (?<old>.+?) (?:with|by) (?<new>.+)`,
  `(?:get rid of|drop|ditch|remove) (?<old>.+?) in (?:favor|favour) of (?<new>.+)`,
  `(?:install|get|put|use|add) (?<new>.+?) in place of (?<old>.+)`,
  `(?:i want |i need |we want |have )?(?<old>.+?) (?:gone|out|off|away) and (?<new>.+?) in its (?:place|stead)`,
  `(?:remove|uninstall|delete|drop|take off) (?<old>.+?) and (?:put|get|install) (?<new>.+?)(?: on| in| here)* (?:instead|in its (?:place|stead))`,
  `out with (?<old>.+?)(?: and)? in with (?<new>.+)`,
  `in with (?<new>.+?)(?: and)? out with (?<old>.+)`,
].map((form) => new RegExp(`^${ASKED}${form}$`));

/** "Swap chrome for firefox" as two commands: "remove chrome and install firefox"; undefined when nothing is swapped. */
export function swapSaidApart({ words }: Words): Words | undefined {
  const text = words.join(' ');
  for (const form of FORMS) {
    const { old, new: other } = form.exec(text)?.groups ?? {};
    if (old === undefined || other === undefined) continue;
    return { words: `remove ${old} and install ${other}`.split(' '), breaks: new Set() };
  }
  return undefined;
}
