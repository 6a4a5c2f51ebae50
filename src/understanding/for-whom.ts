import type { Expectation } from './expectation.ts';
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
const NOTHING_ELSE = new RegExp(
  `^(?:(?:no|yes|ok|but|and|actually|rather|please) )*(?:${FOR_ONE.join('|')})(?: please| then| instead| rather)*$`,
);
const SCOPED: ReadonlySet<string> = new Set(['install_package', 'remove_package']);

type Intents = readonly [Intent, ...Intent[]];

/** The intents that `words` mean, with the slot `scope` where they also say for whom. */
export function forWhom(intents: Intents, words: readonly string[]): Intents {
  return intents.some(isScoped) && SAID.test(` ${words.join(' ')} `) ? forOne(intents) : intents;
}

/** What is asked for as `command` was is for whom that was. */
export function forTheSame(intents: Intents, command: Intent): Intents {
  return command.slots.scope === undefined ? intents : forOne(intents);
}

/** "Just for me" while a yes is awaited: the open plan, but for one person. */
export function openForOne(
  words: readonly string[],
  { state, open = [] }: Pick<Expectation, 'state' | 'open'>,
): Intents | undefined {
  const [first, ...more] = open;
  if (state !== 'confirming' || !first || !open.every(isScoped)) return undefined;
  return NOTHING_ELSE.test(words.join(' ')) ? forOne([first, ...more]) : undefined;
}

function forOne(intents: Intents): Intents {
  return intents.map((one) => {
    if (!isScoped(one)) return one;
    // In one order, so that templates that say it and those that do not mean the same.
    const { scope: _, ...slots } = one.slots;
    return { ...one, slots: { ...slots, scope: 'user' } };
  }) as unknown as Intents;
}

function isScoped({ intent }: Intent): boolean {
  return SCOPED.has(intent);
}
