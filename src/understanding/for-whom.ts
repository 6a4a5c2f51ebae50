import type { Intent } from './intent.ts';

/** Ways of saying that something is meant for one person and not for everybody on the machine. */
const FOR_ONE = [
  '(?:just|only|solely|exclusively|purely) for (?:me|myself|(?:my|this) (?:own )?(?:user|account|login))',
  'for (?:me|myself) (?:only|alone)',
  'for myself',
  '(?:for|to|in|into|on|from|off|under|out of) (?:my|this) (?:own )?(?:user|account|login)',
  '(?:to|in|into|on|onto|from|off|out of) my (?:(?:own|user|personal|private|nix) ){0,2}profile',
  'not for (?:everybody|everyone|(?:anybody|anyone|everybody|everyone) else|(?:all|the) (?:other )?users|(?:the )?others|the (?:whole|entire) (?:system|machine))',
  'not (?:system wide|systemwide|globally)',
];
const SAID = new RegExp(` (?:${FOR_ONE.join('|')}) `);
const SCOPED: ReadonlySet<string> = new Set(['install_package', 'remove_package']);

/** The intents that `words` mean, with the slot `scope` where they also say for whom. */
export function forWhom(
  intents: readonly [Intent, ...Intent[]],
  words: readonly string[],
): readonly [Intent, ...Intent[]] {
  if (!intents.some(({ intent }) => SCOPED.has(intent)) || !SAID.test(` ${words.join(' ')} `)) return intents;
  return intents.map(scopedToUser) as [Intent, ...Intent[]];
}

function scopedToUser(one: Intent): Intent {
  // In one order, so that templates that say it and those that do not mean the same.
  const { scope: _, ...slots } = one.slots;
  return SCOPED.has(one.intent) ? { ...one, slots: { ...slots, scope: 'user' } } : one;
}
