import { phrasesAt, type SetPhrases, setPhrases } from '../set-phrases.ts';
import type { Sentence } from './features.ts';
import { MANAGERS } from './managers.ts';

/** Signs that a sentence with the words of a command is none. */
export type Sign =
  | 'negated'
  | 'negative'
  | 'told'
  | 'supposed'
  | 'imagined'
  | 'past'
  | 'unfinished'
  | 'elsewhere'
  | 'dangerous'
  | 'vital'
  | 'asking';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const ACTS = list(
  'install add remove delete uninstall update upgrade restart start stop roll rebuild enable disable turn switch touch clean throw change undo revert erase wipe purge drop kick collect run apply activate build repair set open close kill shut empty downgrade bump put take get go mess modify reboot tinker fiddle bother dare ditch dump chuck bin move launch reset restore keep toss',
);
const DONE = list(
  'installed added removed deleted uninstalled updated upgraded restarted started stopped rolled rebuilt enabled disabled turned switched touched cleaned threw thrown changed undid undone reverted erased wiped purged dropped kicked collected ran went applied activated built repaired opened closed killed shut emptied downgraded moved reset restored tossed ditched',
);
const DOING = list(
  'installing adding removing deleting uninstalling updating upgrading restarting starting stopping rolling rebuilding enabling disabling turning switching touching cleaning throwing changing undoing reverting erasing wiping purging dropping collecting running applying activating building repairing setting opening closing killing getting going moving resetting restoring messing',
);
const NEGATORS = list(
  "don't don not never nobody nothing won't can't shouldn't mustn't needn't wouldn't couldn't doesn't didn't without avoid refuse refused refusing neither nor",
);
const NEGATIVE = list(
  "don't not never nobody nothing no won't can't shouldn't mustn't needn't wouldn't couldn't doesn't didn't isn't without hardly stay stays alone",
);
/** "I don't need vlc" wants something; "I don't need you to" does not. */
const STATES = list(
  'need want use like care know have think see hear understand work remember believe trust feel love',
);
const TOLD = list(
  'said says saying told tells asked asks writes writing printed claims claimed wrote heard mentioned suggests suggested recommends recommended swears advised',
);
const OTHERS = list(
  'he she they him her his their somebody someone people everybody everyone nobody anybody boss colleague coworker teacher neighbor neighbour',
);
const IMAGINED = setPhrases(
  'one of these days|some day|someday|one day i|in case|could always|eventually|imagine|what if|suppose|next year|next term|is it common|i wish i|i wish we|would you say|is it dangerous|is it safe|it is dangerous|dreamed|dreamt|might as well have|i would have|should have been|should have said|could have been|would have been|does anyone|any time soon|in theory|theoretically|hypothetically|for example|if i were|if i was|if you were|supposed to',
);
const SUPPOSED = setPhrases(
  'if i|if we|if it|if they|when we|when you are|should i|shall i|should we|would it|is it ok to|thinking about|thinking of|i might|we might|may have to|was going to|were going to|next month|next week|until i|remind me|after lunch|i will|we will|i am going to|has to be|used to|planning to|plan to|considering|i should|we should|you should have|some time|before i|how do you|how would|had to|have you ever|did you|do you ever',
);
const MAY = list('could would might should');
const LAST_WORDS = list(
  'the a an my our your his their and or but if because when while so than is are was be been being to from with of for in into at by about which whose as very too more most i we you he she they can could would should will may might do does did',
);
/** A name or number has to follow. */
const ENDS_OPEN =
  /(?:to|the|a|an|number|called|named) (?:generation|number|package|program|service|option|called|named)$|(?:called|named)$|^(?:apt|apt get|aptitude|pacman|dnf|yum|brew|zypper|snap|pip|npm) (?:install|add|remove|get)$/;
const ELSEWHERE = list(
  'windows mac macbook macos iphone ipad android phone tablet ubuntu xbox playstation nintendo tv telly television router modem fridge freezer toaster oven dishwasher alexa siri google cortana chromebook watch car kitchen bathroom bedroom garden lawn lights thermostat heating playlist dvd synology nas roomba vacuum washing microwave doorbell projector kindle airpods ps5 sonos roku chromecast firestick tesla icloud whatsapp outlook push spotify netflix youtube alarm reminder homework dinner gmail facebook instagram tiktok whatsapp push garage roof fence wall bike boat wardrobe basement attic sofa mattress lawnmower shed porch kettle fireplace chair fireplace',
);
/** What a machine cannot do without: nothing of it is removed. */
const VITAL = list(
  'itself bootloader kernel home filesystem shell nix nixos systemd everything whole entire documents files photos',
);
const DANGEROUS = list(
  'ampersand semicolon pipe slash backslash tilde backtick dollar asterisk sudo rm chmod chown dd mkfs curl wget eval exec passwd fork bomb unlink shred partition partitions hack exploit payload root bash ignore disregard override bypass',
);

/** The signs of a sentence; what is named in it is no word of its own. */
export function signsIn({ words, breaks, spots }: Omit<Sentence, 'signs' | 'state'>): ReadonlySet<Sign> {
  const named = spots.filter(({ packages = [], isEveryday }) => packages.length > 0 && !isEveryday);
  const isNamed = (at: number) => named.some(({ from, to }) => from <= at && at < to);
  const masked = words.map((word, at) => (isNamed(at) && !MANAGERS.has(word) ? '@' : word));
  return signsOf(masked, breaks);
}

/** The signs that `words` have; `breaks` are positions before which there was a break. */
export function signsOf(words: readonly string[], breaks: ReadonlySet<number>): ReadonlySet<Sign> {
  const signs = new Set<Sign>();
  if (words.some((_, at) => isNegatedAt(words, at, breaks))) signs.add('negated');
  if (words.some((word) => NEGATIVE.has(word))) signs.add('negative');
  if (isTold(words)) signs.add('told');
  if (hasPhrase(words, SUPPOSED)) signs.add('supposed');
  if (hasPhrase(words, IMAGINED) || isConditional(words)) signs.add('imagined');
  const hasDone = words.some((word) => DONE.has(word) || DOING.has(word));
  if (hasDone && !words.some((word) => ACTS.has(word))) signs.add('past');
  if (LAST_WORDS.has(words.at(-1) ?? '') || ENDS_OPEN.test(words.join(' '))) signs.add('unfinished');
  if (words.some((word, at) => ELSEWHERE.has(word) || (word === 'c' && words[at + 1] === 'drive')))
    signs.add('elsewhere');
  if (words.some((word) => DANGEROUS.has(word))) signs.add('dangerous');
  if (words.some((word) => VITAL.has(word))) signs.add('vital');
  if (ASKING.has(words[0] ?? '')) signs.add('asking');
  return signs;
}

const ASKING = list(
  'is are was were do does did has have should shall who whose why how where when what which',
);

/** So far in front of a verb a negation still denies it. */
const MOST_BETWEEN = 6;

function isNegatedAt(words: readonly string[], at: number, breaks: ReadonlySet<number>): boolean {
  const [word, next, third] = [words[at] as string, words[at + 1], words[at + 2]];
  if (words[at - 1] === 'why' || next === 'forget' || next === 'mind') return false;
  if (word === 'no')
    return (
      (next === 'need' && third === 'to') ||
      (next === 'reason' && third === 'to') ||
      [
        'updates',
        'update',
        'upgrades',
        'changes',
        'cleanup',
        'rebuild',
        'restart',
        'rollback',
        'undo',
        'removal',
        'circumstances',
      ].includes(next ?? '') ||
      (next === 'more' && DOING.has(third ?? ''))
    );
  if (word === 'stop' || word === 'quit') return DOING.has(next ?? '') || next === 'trying';
  if (word === 'hands' && next === 'off') return true;
  if (word === 'keep' && ['all', 'every', 'everything'].includes(next ?? '')) return true;
  if (word === 'whatever' && next === 'you' && third === 'do') return true;
  if (word === 'knot' && ['do', 'does', 'did'].includes(words[at - 1] ?? '')) return true;
  if (
    word === 'leave' &&
    words.slice(at + 2, at + 6).some((later) => ['alone', 'be', 'where', 'as'].includes(later))
  )
    return true;
  if (word === 'rather')
    return words.slice(at + 1, at + 3).some((later) => ['you', 'not', 'keep', 'left'].includes(later));
  if (!NEGATORS.has(word)) return false;
  if (STATES.has(next ?? '') && !(third === 'to' || third === 'you'))
    return words.slice(at + 2, at + 7).some((later) => DONE.has(later));
  for (let behind = at + 1; behind < words.length && behind <= at + MOST_BETWEEN; behind++) {
    if (breaks.has(behind) && behind > at + 1) return false;
    const later = words[behind] as string;
    if (ACTS.has(later) && later !== 'keep') return true;
    if (DOING.has(later) || DONE.has(later)) return true;
  }
  return false;
}

/** "My boss said …", "they told me to …", "she restarts it every day": somebody else's words, with no wish behind them. */
function isTold(words: readonly string[]): boolean {
  const told = words.findIndex(
    (word, at) =>
      (TOLD.has(word) && !SPEAKERS.has(words[at - 1] ?? '')) ||
      (OTHERS.has(word) && at <= 1) ||
      (word === 'according' && words[at + 1] === 'to') ||
      (word === 'like' && /^(?:he|she|they)'(?:s|re)$/.test(words[at - 1] ?? '')) ||
      (word === 'let' && words[at + 1] === 'us' && words[at + 2] === 'say'),
  );
  return told >= 0 && !words.slice(told + 1).some((word) => WISHES.has(word));
}

/** "It says there is no space", "you said", "just told": the machine's own words, or ours. */
const SPEAKERS = new Set([
  'you',
  'just',
  'it',
  'computer',
  'browser',
  'machine',
  'warning',
  'message',
  'screen',
  'never',
]);
const WISHES = new Set(['please', 'let', 'want', 'need', 'so', 'get', 'fix']);

/** "If the disk gets full you could collect garbage": advice, and no wish. */
function isConditional(words: readonly string[]): boolean {
  const at = words.findIndex((word) => MAY.has(word));
  return words[0] === 'if' && at > 2 && !words.includes('please') && words[at + 1] !== 'like';
}

function hasPhrase(words: readonly string[], wanted: SetPhrases): boolean {
  return words.some((_, at) => phrasesAt(wanted, words, at).length > 0);
}
