import { isGeneral, isVerb } from './everyday-names.ts';
import type { InterpretContext, Reading } from './interpret.ts';
import { NEVER_TOUCHED } from './package-name.ts';
import { areSafeWords } from './safe-text.ts';
import type { Capture } from './spans.ts';
import type { Words } from './words.ts';

/** Looks up the words of a package; gives its attributes, or notes in `reading` why there are none. */
export function lookUpPackage(
  capture: Capture,
  said: Words,
  context: InterpretContext,
  reading: Reading,
): readonly string[] {
  const breaks = new Set(
    [...said.breaks].filter((at) => at > capture.from && at < capture.to).map((at) => at - capture.from),
  );
  const words = said.words.slice(capture.from, capture.to);
  // "Vim, nano instead": not both, but the last.
  const isReplaced = breaks.size > 0 && INSTEAD.has(words.at(-1) ?? '');
  if ((capture.from === 0 && isVerb(words)) || isReplaced) {
    reading.grade = 0;
    return [];
  }
  const found = context.readPackage({ words, breaks });
  const isExact = found.type === 'packages' && found.score === 1;
  const meant = isExact ? undefined : context.remembered.meant('package', words, reading.intents[0].intent);
  if (meant !== undefined) return [meant];
  const known =
    reading.intents[0].intent !== 'package_info' || said.words.some((word) => SOFTWARE_WORDS.has(word));
  if (found.type === 'packages') {
    if (
      reading.intents[0].intent === 'remove_package' &&
      found.attributes.some((name) => ESSENTIAL.has(name))
    ) {
      reading.grade = 0;
      reading.unsafe = true;
      return [];
    }
    reading.score = found.score;
    if (!known && found.score < SURE) reading.grade = 0;
    return found.attributes;
  }
  reading.slot = capture.slot;
  if (found.type === 'candidates' && words.every((word) => NEVER_NAMES.has(word))) {
    reading.grade = 0;
    return [];
  }
  if (found.type === 'candidates') {
    reading.grade = 2;
    reading.candidates = found.candidates;
    return [];
  }
  reading.heard = found.heard;
  reading.unsafe = !words.every(mayBeInName) || words.some((word) => NEVER_TOUCHED.has(word));
  // A name of one or two words may be a package that we do not know; more words are another sentence.
  const described =
    DETERMINERS.has(words[0] as string) && !said.words.some((word) => SOFTWARE_WORDS.has(word));
  reading.grade = !reading.unsafe && known && !described && mayBeName(found.heard) ? 1 : 0;
  return [];
}

/** Without these nothing runs: they are no packages of ours to remove, though they may be asked about. */
export const ESSENTIAL = new Set(['systemd', 'glibc', 'coreutils']);

const INSTEAD = new Set(['instead', 'rather']);

const DETERMINERS = new Set('a an some the my your our this that these those his her their'.split(' '));

/** A name that is like a package's only from afar makes no question about a package. */
const SURE = 0.93;
/** "what is love" is no question about a package that we do not know; "is love installed" is. */
const SOFTWARE_WORDS = new Set(
  'installed package packages program available version nixpkgs software app'.split(' '),
);

export const NEVER_NAMES = new Set(
  'also too again now then first next well called named package packages program programs app game yes yeah no ok generation generations system update updates upgrade version versions config configuration garbage service services wifi bluetooth network screen sound volume sec second minute moment break hand hug kiss call ride it that this them me you him her us everything anything nothing something all stuff things the a an to of for with from my your his and or not no so up down on off in out back file files folder disk drive data computer machine phone user settings'.split(
    ' ',
  ),
);

/** An attribute has letters, digits and few signs: nothing that is quoted, escaped or encoded. */
function mayBeInName(word: string): boolean {
  return areSafeWords([word]) && !/[#&%°]/.test(word);
}

function mayBeName(heard: string): boolean {
  const words = heard.split(' ');
  return (
    words.length <= 2 && heard !== '' && !isGeneral(words) && !words.some((word) => NEVER_NAMES.has(word))
  );
}
