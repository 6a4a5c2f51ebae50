import type { PackageReading, PackageWords } from './package-name.ts';

/** What is said of a generation and means something to the system. */
export interface Described {
  /** Position behind it. */
  end: number;
  /** The words, for reading back. */
  spoken: string;
  meant: Meant;
  /** An attribute: of `…-package`. */
  package?: string;
}

type PackageTime = 'before-package' | 'package-came' | 'with-package' | 'without-package';
type Meant = 'oldest' | 'before-update' | PackageTime;

const WHO = '(?:i|we|you)';
const ADDED = '(?:installed|added|got|tried|downloaded|set up|put on|put in)';
const REMOVED =
  '(?:removed|deleted|uninstalled|dropped|lost|got rid of|threw out|threw away|took out|took off|kicked out)';
const HERE = '(?:installed|there|here|on here|on it|in it|around)';

/** What stands before a package's name, and behind it where that is needed. */
const ABOUT_PACKAGES: readonly (readonly [before: RegExp, behind: RegExp | null, meant: PackageTime])[] = [
  [pattern(`before ${WHO} (?:had |first |ever |even )*${ADDED}`), null, 'before-package'],
  [pattern('before (?:installing|adding|getting|trying)'), null, 'before-package'],
  [pattern(`before ${WHO} (?:ever |first |even )?had`), null, 'before-package'],
  [pattern(`before ${WHO} (?:had |ever )?${REMOVED}`), null, 'with-package'],
  [pattern('before (?:removing|deleting|uninstalling|dropping)'), null, 'with-package'],
  [pattern('before'), pattern(`(?:was|got) ${HERE}`), 'before-package'],
  [pattern('before'), pattern('(?:came|arrived|appeared)'), 'before-package'],
  [pattern('before'), pattern(`(?:was|got) (?:${REMOVED}|gone)`), 'with-package'],
  [pattern('before'), pattern('(?:disappeared|vanished|went away)'), 'with-package'],
  [pattern('before'), null, 'before-package'],
  [pattern(`(?:when|where|while) ${WHO} (?:still |also )?had`), null, 'with-package'],
  [pattern('(?:when|where|while)'), pattern(`(?:was|still was) (?:still )?${HERE}`), 'with-package'],
  [
    pattern('(?:that|which) (?:still |also )?(?:had|has|contains|contained|includes|included)'),
    null,
    'with-package',
  ],
  [pattern('with'), null, 'with-package'],
  [pattern("(?:that|which) (?:didn't|doesn't) (?:yet )?(?:have|contain|include)"), null, 'without-package'],
  [pattern(`(?:when|where|while) ${WHO} didn't (?:yet )?have`), null, 'without-package'],
  [pattern('(?:when|where|while)'), pattern(`(?:was not|wasn't) (?:yet )?${HERE}`), 'without-package'],
  [pattern('without'), null, 'without-package'],
  [pattern(`when ${WHO} (?:first )?${ADDED}`), null, 'package-came'],
  [pattern('(?:that|which) (?:brought|added|installed)'), null, 'package-came'],
];
/** May follow a package's name and says nothing more. */
const TAIL = pattern(`(?:still |yet )?(?:${HERE}|yet|still)`);

const ALONE: readonly (readonly [said: RegExp, meant: Meant])[] = [
  [
    pattern(
      'before (?:(?:the|my|that|this|our) )?(?:(?:last|latest|most recent|recent|big|system|nixos) )*(?:update|upgrade)s?',
    ),
    'before-update',
  ],
  [
    pattern(
      `before ${WHO} (?:last |had |did the |ran the |started the |made the )*(?:updated?|upgraded?)(?: (?:it|everything|(?:the |my |this )?(?:system|machine|computer|laptop|nixos)))?`,
    ),
    'before-update',
  ],
  [pattern('before (?:updating|upgrading)(?: (?:the|my) (?:system|machine|computer))?'), 'before-update'],
  [
    pattern(
      '(?:the |my )?(?:very )?(?:oldest|earliest|very first)(?: (?:one|generation|version|system|snapshot|config|configuration))?',
    ),
    'oldest',
  ],
];

const MOST_NAME_WORDS = 5;
const LEAST_SCORE = 0.9;

/** The description that starts at `at`: "before i installed firefox", "with gimp", "before the last update", "the oldest". */
export function descriptionAt(
  words: readonly string[],
  at: number,
  readPackage: (said: PackageWords) => PackageReading,
): Described | undefined {
  if (!STARTS.has(words[at] ?? '')) return undefined;
  const text = words.slice(at).join(' ');
  const describe = (length: number, meant: Meant, named?: string): Described => ({
    end: at + length,
    spoken: words.slice(at, at + length).join(' '),
    meant,
    ...(named === undefined ? {} : { package: named }),
  });
  for (const [said, meant] of ALONE) {
    const found = said.exec(text)?.[0];
    if (found !== undefined) return describe(wordsIn(found), meant);
  }
  for (const [before, behind, meant] of ABOUT_PACKAGES) {
    const found = before.exec(text)?.[0];
    if (found === undefined) continue;
    const named = packageAt(words, at + wordsIn(found), behind, readPackage);
    if (named) return describe(named.end - at, meant, named.attribute);
  }
  return undefined;
}

/** All of `words` as a description; undefined when they are none. */
export function readDescription(
  words: readonly string[],
  readPackage: (said: PackageWords) => PackageReading,
): Described | undefined {
  const found = descriptionAt(words, 0, readPackage);
  return found?.end === words.length ? found : undefined;
}

const STARTS = new Set(
  'before when where while that which with without the my very oldest earliest'.split(' '),
);

/** The surest of the names that start at `at`, of two equally sure ones the longer; `end` is behind what follows it. */
function packageAt(
  words: readonly string[],
  at: number,
  behind: RegExp | null,
  readPackage: (said: PackageWords) => PackageReading,
): { end: number; attribute: string } | undefined {
  let best: { end: number; attribute: string; score: number } | undefined;
  for (let to = Math.min(words.length, at + MOST_NAME_WORDS); to > at; to--) {
    const rest = words.slice(to).join(' ');
    const tail = (behind ?? TAIL).exec(rest)?.[0];
    if (behind && tail === undefined) continue;
    const found = readPackage({ words: words.slice(at, to), breaks: new Set() });
    if (found.type !== 'packages' || found.attributes.length !== 1) continue;
    if (found.score < LEAST_SCORE || found.score <= (best?.score ?? 0)) continue;
    const attribute = found.attributes[0] as string;
    best = { attribute, score: found.score, end: to + (tail === undefined ? 0 : wordsIn(tail)) };
  }
  return best;
}

function pattern(words: string): RegExp {
  return new RegExp(`^${words}(?= |$)`);
}

function wordsIn(text: string): number {
  return text.split(' ').length;
}
