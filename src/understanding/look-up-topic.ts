import { SURE_TOPIC, type TopicIndex, type TopicMatch } from '#catalogue/topic-index.ts';
import { contentWords, topicKey } from '#catalogue/topic-words.ts';
import { withoutFillers } from './bare-words.ts';
import type { Slots, SlotValue } from './intent.ts';
import type { InterpretContext, Reading } from './interpret.ts';
import { areSafeWords } from './safe-text.ts';
import type { Capture } from './spans.ts';
import type { Words } from './words.ts';

/** Where a sentence says by itself that something is to be explained, half of the words have to be a topic's. */
const LIKELY = 0.55;
/** Whoever says one of these asks about what we know, though there may be nothing on it. */
const OURS = new Set('nix nixos nixpkgs flake flakes'.split(' '));
/** Words that begin another command, or another sentence. */
const GOES_ON = new Set("and or then versus but not no don't never it that this them he she".split(' '));
const MOST_UNKNOWN_WORDS = 5;
/** Spoken shell syntax: nothing that somebody wants to understand. */
const SYNTAX_WORDS = new Set(
  'ampersand semicolon pipe backslash tilde backtick dollar asterisk sudo reboot'.split(' '),
);
const ARTICLES = new Set('a an the my'.split(' '));
const LONGEST_NAME = 6;

/**
 * Puts what is to be explained into the slot, as it was said; of two topics that are compared, both. Gives the topics of
 * "explain flakes and channels", each of which is asked about.
 */
export function lookUpTopic(
  capture: Capture,
  said: Words,
  { topics }: InterpretContext,
  reading: Reading,
  slots: Record<string, SlotValue>,
): readonly string[] {
  const { words } = withoutFillers({ words: said.words.slice(capture.from, capture.to), breaks: new Set() });
  const found = topics.named(words.join(' '));
  const score = found?.score ?? 0;
  if (!areSafeWords(words) || (score < SURE_TOPIC && words.some((word) => SYNTAX_WORDS.has(word)))) {
    reading.grade = 0;
    reading.unsafe = true;
    return [];
  }
  const several = said.words.some((word) => COMPARING.has(word)) ? [] : topicsInRow(words, topics);
  if (several.length > 1) return several;
  const goesOn = score < SURE_TOPIC && words.some((word) => GOES_ON.has(word));
  const isAsked = capture.wildcard?.onlyFound
    ? score >= SURE_TOPIC
    : score >= LIKELY || (words.length <= MOST_UNKNOWN_WORDS && said.words.some((word) => OURS.has(word)));
  const text = asWritten(withoutArticles(words), found);
  if (goesOn || !isAsked || text === '') {
    reading.grade = 0;
    return [];
  }
  reading.score = Math.min(reading.score, found ? Math.max(score, LIKELY) : LIKELY);
  const before = slots[capture.slot];
  slots[capture.slot] = before === undefined ? text : `${before} and ${text}`;
  return [];
}

/** "Flakes and channels" by their names, when each is a topic and both together are none. */
function topicsInRow(words: readonly string[], topics: TopicIndex): readonly string[] {
  const at = words.indexOf('and');
  if (at < 0 || topics.called(words.join(' '))) return [];
  const parts = [words.slice(0, at), words.slice(at + 1)].map(withoutArticles);
  const found = parts.map((part) => topics.named(part.join(' ')));
  return found.every((topic) => topic && topic.score >= SURE_TOPIC)
    ? parts.map((part, index) => asWritten(part, found[index]))
    : [];
}

/** "What is" a program asks about the program, unless it is better known for what it means in Nix. */
export function topicRank({ topic }: Slots, { topics }: InterpretContext): number {
  return topics.named(String(topic ?? ''))?.topic.package === undefined ? 1 : -1;
}

/**
 * What a sentence asks to have explained: the topic that it names (of a comparison, two), as it was said; else what it is
 * about in its own words. Empty when there is nothing.
 */
export function topicIn(words: readonly string[], topics: TopicIndex): string {
  const named = topicsNamed(words, topics);
  const isComparing = words.some((word) => COMPARING.has(word));
  const chosen = isComparing ? named.slice(0, 2) : longest(named);
  if (chosen.length > 0)
    return chosen.map((name) => asWritten(name, topics.named(name.join(' ')))).join(' and ');
  const content = contentWords(words.join(' '));
  return misheardTopic(content, topics) ?? content.join(' ');
}

/** "derive asian": a name that only sounds like one of ours, in pieces. */
function misheardTopic(content: readonly string[], topics: TopicIndex): string | undefined {
  for (const text of [content.join(' '), content.join('')]) {
    const found = topics.named(text);
    if (found && found.score >= LIKELY) return found.topic.names[0];
  }
  return undefined;
}

const COMPARING = new Set(
  'difference differences differ differs different versus vs compare compared same better related connected'.split(
    ' ',
  ),
);

type Name = readonly string[];

function topicsNamed(words: readonly string[], topics: TopicIndex): readonly Name[] {
  const found: Name[] = [];
  for (let at = 0; at < words.length; ) {
    let to = Math.min(words.length, at + LONGEST_NAME);
    while (to > at && !isName(words.slice(at, to), topics)) to--;
    if (to > at) found.push(words.slice(at, to));
    at = Math.max(to, at + 1);
  }
  return found;
}

/** In a sentence, Nix is where things are and seldom what is asked about. */
function isName(name: Name, topics: TopicIndex): boolean {
  return !ARTICLES.has(name[0] as string) && topics.called(name.join(' ')) !== undefined;
}

function longest(names: readonly Name[]): readonly Name[] {
  const about = names.filter((name) => name.length > 1 || !OURS.has(name[0] as string));
  const [best] = (about.length > 0 ? about : names).toSorted((a, b) => b.length - a.length);
  return best ? [best] : [];
}

/** One of it, as it is written: "roll backs" is "rollback", "g c roots" is "gc root". */
function asWritten(said: Name, found: TopicMatch | undefined): string {
  const key = topicKey(said);
  const [written] = (found?.topic.names ?? [])
    .map((name) => name.split(' '))
    .filter((name) => topicKey(name) === key)
    .toSorted((a, b) => a.length - b.length);
  return (written ?? said).join(' ');
}

function withoutArticles(words: Name): Name {
  const from = words.findIndex((word) => !ARTICLES.has(word));
  return from < 0 ? [] : words.slice(from);
}
