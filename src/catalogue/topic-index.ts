import { editDistance } from './edit-distance.ts';
import type { Topic } from './topic.ts';
import { barerNames, contentWords, topicKey } from './topic-words.ts';
import { stemOf, wordsOf } from './words.ts';

export interface TopicMatch {
  topic: Topic;
  /** 0 to 1; from `SURE_TOPIC` on it is the topic's name that was said. */
  score: number;
}

/** What can be explained, by what people call it. Pure. */
export interface TopicIndex {
  all(): readonly Topic[];
  /** What is called so; articles, plurals and other endings make no difference. */
  called(text: string): Topic | undefined;
  /** What a text is most likely about. */
  named(text: string): TopicMatch | undefined;
  /** What there is to tell about a text: a topic, or those that it compares ("flakes and channels"). */
  about(text: string): readonly Topic[];
}

export const SURE_TOPIC = 0.85;

/** All words that were asked are those of one name. */
const ALL_WORDS = 0.8;
/** Of the words asked, so many have to be those of a name. */
const LEAST_SHARE = 0.3;
/** So much of a name has to be spelled the same. */
const NEAR = 0.84;
const MOST_WORDS = 60;
const COMPARING = new Set(['and', 'or', 'versus', 'vs', 'from', 'to']);

interface Name {
  topic: Topic;
  name: string;
  key: string;
  stems: readonly string[];
}

/** `topics` is asked for, and the index built, when something is first looked up. */
export function topicIndex(topics: () => readonly Topic[]): TopicIndex {
  let built: Lookup | undefined;
  const lookup = () => {
    built ??= lookupIn(topics());
    return built;
  };
  const named = (words: readonly string[]) => (words.length > MOST_WORDS ? undefined : lookup().named(words));
  return {
    all: topics,
    called: (text) => lookup().called(wordsOf(text)),
    named: (text) => named(wordsOf(text)),
    about: (text) => {
      const words = wordsOf(text);
      const whole = named(words);
      if (whole && whole.score >= ALL_WORDS) return [whole.topic];
      const compared = partsOf(words).map(named);
      if (compared.length > 1 && compared.every((part) => part && part.score >= SURE_TOPIC))
        return [...new Set(compared.flatMap((part) => (part ? [part.topic] : [])))];
      return whole ? [whole.topic] : [];
    },
  };
}

interface Lookup {
  called(words: readonly string[]): Topic | undefined;
  named(words: readonly string[]): TopicMatch | undefined;
}

/** Surer ways of matching first: the name, the name with less around it, nearly the name, its words among others. */
function lookupIn(topics: readonly Topic[]): Lookup {
  const names: Name[] = topics.flatMap((topic) =>
    topic.names.map((name) => {
      const stems = [...new Set(contentWords(name).map(stemOf))];
      return { topic, name, key: topicKey(wordsOf(name)), stems };
    }),
  );
  const byKey = new Map(names.map(({ key, topic }) => [key, topic]));
  let byStems: Map<string, Topic> | undefined;

  return {
    called: (words) => byKey.get(topicKey(words)) ?? inflected(words)?.topic,
    named: (words) => {
      const bare = barerNames(words);
      for (const [at, name] of bare.entries()) {
        const topic = byKey.get(topicKey(name));
        if (topic) return { topic, score: at === 0 ? 1 : 0.95 };
      }
      const barest = bare.at(-1) ?? [];
      return inflected(barest) ?? nearest(topicKey(barest)) ?? among(words, names);
    },
  };

  /** "Activating", "evaluates". */
  function inflected(words: readonly string[]): TopicMatch | undefined {
    byStems ??= new Map(
      names.toReversed().map(({ name, topic }) => [topicKey(wordsOf(name), stemOf), topic] as const),
    );
    const topic = byStems.get(topicKey(words, stemOf));
    return topic && { topic, score: 0.9 };
  }

  function nearest(key: string): TopicMatch | undefined {
    const limit = Math.min(3, Math.floor(key.length * (1 - NEAR)));
    let best: { topic: Topic; distance: number } | undefined;
    for (const { key: other, topic } of limit < 1 ? [] : names) {
      const distance = editDistance(key, other, limit);
      if (distance <= limit && distance < (best?.distance ?? limit + 1)) best = { topic, distance };
    }
    return best && { topic: best.topic, score: 0.95 * (1 - best.distance / key.length) };
  }
}

/** The topic with most of its name among the words; of equal ones, the name that is said first. */
function among(words: readonly string[], names: readonly Name[]): TopicMatch | undefined {
  const asked = [...new Set(contentWords(words.join(' ')).map(stemOf))];
  let best: { topic: Topic; shared: number; from: number } | undefined;
  for (const { topic, stems } of names) {
    if (stems.length === 0) continue;
    const shared = stems.filter((stem) => asked.includes(stem)).length;
    const isWhole = shared === stems.length || (shared === asked.length && shared > 1);
    if (!isWhole) continue;
    const from = Math.min(...stems.map((stem) => asked.indexOf(stem)).filter((at) => at >= 0));
    if (!best || shared > best.shared || (shared === best.shared && from < best.from))
      best = { topic, shared, from };
  }
  const share = best ? best.shared / asked.length : 0;
  return best && share >= LEAST_SHARE ? { topic: best.topic, score: ALL_WORDS - (1 - share) / 2 } : undefined;
}

function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (COMPARING.has(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
