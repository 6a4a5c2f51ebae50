import { riskOfIntent } from '../interpret.ts';
import type { Sentence } from './features.ts';
import type { Label } from './model.ts';
import type { Sign } from './signs.ts';

/** Why nothing may come of a guess, however firmly it is believed. */
export type Forbidden = Sign | 'only-names' | 'no-yes' | 'qualified';

const FORBID: readonly Sign[] = ['dangerous', 'unfinished'];
/** With one of these a command is likelier denied, told or imagined than given. */
const DOUBT: readonly Sign[] = ['negated', 'elsewhere', 'told', 'imagined'];
/** What takes things away leaves alone what is vital. */
const TAKES_AWAY = new Set(['remove_package', 'collect_garbage', 'service_stop', 'service_disable']);

/** What forbids to believe that a sentence asks for this. */
export function forbiddenBy({ intent }: Label, sentence: Sentence): Forbidden | undefined {
  // A yes is only what the templates know as one.
  if (intent === 'affirm') return 'no-yes';
  if (!isChange(intent)) return undefined;
  const { words, spots, signs } = sentence;
  const isNamed = (_: string, at: number) =>
    spots.some(({ from, to, isEveryday }) => !isEveryday && from <= at && at < to);
  const others = words.filter((word, at) => !isNamed(word, at) && !SAYS_NOTHING.has(word));
  if (others.length === 0) return 'only-names';
  if (isQualified(intent, sentence)) return 'qualified';
  if (signs.has('vital') && TAKES_AWAY.has(intent) && !EVERYDAY_CLEANING.test(words.join(' ')))
    return 'vital';
  return FORBID.find((sign) => signs.has(sign));
}

/** "Update everything except firefox", "roll back if that fails", "undo the last three": more is said than is understood. */
function isQualified(intent: string, { words, spots }: Sentence): boolean {
  // What a deletion leaves is read with what it takes.
  if (intent === 'delete_generations') return false;
  const counts = spots.some(({ kind, value }) => kind === 'number' && typeof value === 'number' && value > 1);
  return (intent === 'edit_undo' && counts) || words.at(-1) === 'not' || QUALIFIED.test(words.join(' '));
}

const QUALIFIED =
  /\b(?:except|excepting|excluding|unless|other than|apart from|if (?:it|that|this|everything|anything|something) (?:works?|worked|fails?|failed|breaks?|goes|builds?))\b/;

/** Whether more than usual is needed to believe that a sentence asks for this. */
export function isDoubtful({ intent, slots }: Label, sentence: Sentence): boolean {
  if (!isChange(intent)) return false;
  // "Build it, don't switch", "what if I switched": what is denied or imagined there is another action.
  if (intent === 'rebuild' && slots.action !== 'switch') return false;
  const { signs } = sentence;
  const asksWho = signs.has('past') && signs.has('asking');
  return asksWho || DOUBT.some((sign) => signs.has(sign));
}

/** Whether an intent changes something, however little. */
export function isChange(intent: string): boolean {
  return ['change', 'risky', 'irreversible'].includes(riskOfIntent(intent));
}

/** "Everything nobody uses", "the nix store": garbage may be in it. */
const EVERYDAY_CLEANING =
  /\b(?:nix|nixos)\b|everything (?:\w+ ){0,3}(?:unused|use|uses|used|needs|needed|old|dead)|unused|garbage/;

/** Words around a name that ask for nothing. */
const SAYS_NOTHING = new Set(
  (
    'a an the my our your that this these those some any with and or of for in at to it is new old good own whole other great ' +
    'setting settings option options support service services daemon server file files configuration config system machine computer ' +
    'package packages program programs app generation generations version boot thing things again too ' +
    'nix nixos store menu last latest current previous first next key keys log logs bar port ports number'
  ).split(' '),
);
