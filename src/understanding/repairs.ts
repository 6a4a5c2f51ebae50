/** Contractions, spellings and mishearings that stand for other words, whatever the sentence. */

interface Repair {
  heard: readonly string[];
  meant: readonly string[];
}

const CONTRACTIONS: Readonly<Record<string, string>> = {
  okay: 'ok',
  dont: "don't",
  wont: "won't",
  cant: "can't",
  cannot: "can't",
  isnt: "isn't",
  doesnt: "doesn't",
  "i'd": 'i would',
  "i'm": 'i am',
  im: 'i am',
  "i've": 'i have',
  ive: 'i have',
  "i'll": 'i will',
  "you're": 'you are',
  "you've": 'you have',
  "we've": 'we have',
  "we're": 'we are',
  "it's": 'it is',
  "that's": 'that is',
  thats: 'that is',
  "there's": 'there is',
  "what's": 'what is',
  whats: 'what is',
  "what're": 'what are',
  "how's": 'how is',
  hows: 'how is',
  "who's": 'who is',
  "number's": 'number is',
  "everything's": 'everything is',
  "version's": 'version is',
  "where's": 'where is',
  "let's": 'let us',
  lets: 'let us',
  wanna: 'want to',
  gonna: 'going to',
  gotta: 'got to',
  gimme: 'give me',
  lemme: 'let me',
  outta: 'out of',
  kinda: 'kind of',
  pls: 'please',
  plz: 'please',
  pleas: 'please',
  witch: 'which',
  thx: 'thanks',
  yeh: 'yeah',
};

/** What was heard (left) and what was said (right). Only wordings that are no other sensible command. */
const MISHEARD: Readonly<Record<string, string>> = {
  're build': 'rebuild',
  're builds': 'rebuilds',
  're built': 'rebuild',
  'in stall': 'install',
  'in stalled': 'installed',
  'in stalling': 'installing',
  'un install': 'uninstall',
  'on install': 'uninstall',
  'on in stall': 'uninstall',
  'un in stall': 'uninstall',
  'an install': 'uninstall',
  'up date': 'update',
  'up dates': 'updates',
  'up grade': 'upgrade',
  'every thing': 'everything',
  'any thing': 'anything',
  'some thing': 'something',
  'a gain': 'again',
  rollback: 'roll back',
  rollbacks: 'roll backs',
  'rolled back': 'roll back',
  'role back': 'roll back',
  'row back': 'roll back',
  'rule back': 'roll back',
  'rolling back': 'roll back',
  'nix o s': 'nixos',
  'nix os': 'nixos',
  'nicks o s': 'nixos',
  'nicks os': 'nixos',
  'nick so s': 'nixos',
  'nixon s': 'nixos',
  'jen oration': 'generation',
  'jen orations': 'generations',
  'jenna ration': 'generation',
  'jenna rations': 'generations',
  'gen eration': 'generation',
  'gen erations': 'generations',
  'garbage collect shun': 'garbage collection',
  'garbage collect ion': 'garbage collection',
  'pack age': 'package',
  'pack ages': 'packages',
  'un do': 'undo',
  'good bye': 'goodbye',
  nevermind: 'never mind',
  nvm: 'never mind',
  'do not': "don't",
  'does not': "doesn't",
  'did not': "didn't",
  'is not': "isn't",
  'can not': "can't",
  'will not': "won't",
  'could not': "couldn't",
  'hay nix': 'hey nix',
  'hey nicks': 'hey nix',
  'hey nick s': 'hey nix',
  'ok nicks': 'ok nix',
  'hey nyx': 'hey nix',
};

const contractions = new Map(Object.entries(CONTRACTIONS).map(([heard, meant]) => [heard, meant.split(' ')]));

const repairs = new Map<string, Repair[]>();
for (const [heard, meant] of Object.entries(MISHEARD)) {
  const repair = { heard: heard.split(' '), meant: meant.split(' ') };
  const first = repair.heard[0] as string;
  repairs.set(
    first,
    [...(repairs.get(first) ?? []), repair].sort((a, b) => b.heard.length - a.heard.length),
  );
}

export function contractionOf(word: string): readonly string[] | undefined {
  return contractions.get(word);
}

/** Repairs whose first heard word is `word`, longest first. */
export function repairsFrom(word: string): readonly Repair[] {
  return repairs.get(word) ?? [];
}
