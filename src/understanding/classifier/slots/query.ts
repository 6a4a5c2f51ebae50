import { queryOf } from '../../query.ts';

/** Words around what is searched for. */
const AROUND = new Set(
  (
    'a an the any some this that these those it its there here out of on for to with in into from at by about like as than and or but so if what which who whose when where how why ' +
    'is are was be been being am do does did done has have had got get gets getting can could would will should may might must shall let ' +
    'i me my mine we us our you your yours he she they them his her their someone somebody anyone anybody people everyone person kid kids son daughter grandson mom mum dad boss friend ' +
    'want wants need needs needed like love looking look find finding found search searching seek hunt show tell give list know suggest recommend think see check help hand offer name bring ' +
    'program programs app apps application applications software package packages tool tools utility utilities thing things thingy something anything stuff options option candidates candidate choices choice suggestions suggestion alternatives kind sort type ' +
    'good decent best better nice great simple easy free proper available possible new other another different right really just maybe please also only even very too quite little bit lot lots ' +
    'computer laptop pc nixos nix linux here box repo repository repositories nixpkgs catalogue store ' +
    'use used using uses useful work works working make makes making go going goes one ones way ways try trying able exist exists deal deals handle handles via per ' +
    "don't isn't i'm doesn't can't no not nothing without today tonight now again already ever always every each all up around exactly called named known"
  ).split(' '),
);
/** What one searches on, unless it is part of what is searched for: "drum machine". */
const HERE = new Set(['machine', 'system', 'set', 'station']);
const MOST_WORDS = 6;

/** What is searched for: the words that say what it is about, singular at the end. Empty when there are none. */
export function searchedFor(words: readonly string[]): string {
  const content = words.filter(
    (word, at) =>
      !AROUND.has(word) && word.length > 1 && !(HERE.has(word) && AROUND.has(words[at - 1] ?? 'a')),
  );
  return queryOf([...new Set(content)].slice(-MOST_WORDS));
}
