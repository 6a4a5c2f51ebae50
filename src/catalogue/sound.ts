/** What is spoken otherwise at the edges of a name, and a soft c. */
const EDGES: readonly (readonly [RegExp, string])[] = [
  [/^[kgp]n/, 'n'],
  [/^wr/, 'r'],
  [/^wh/, 'w'],
  [/^ps/, 's'],
  [/^gh/, 'g'],
  [/mb$/, 'm'],
  [/[aeo]r$/, 'r'],
  [/(?<=[^aeiouy])e$/, ''],
  [/c(?=[eiy])/g, 's'],
];

/** How English spells what it speaks, near enough for names; capitals are sounds. */
const SPOKEN = new Map(
  [
    ['sk', 'sch'],
    ['kr', 'chr'],
    ['kl', 'chl'],
    ['jE', 'dge'],
    ['kw', 'qu'],
    ['C', 'tch ch'],
    ['S', 'sh'],
    ['f', 'ph'],
    ['k', 'ck c q'],
    ['ks', 'x'],
    ['s', 'z'],
    ['', 'gh h'],
    ['A', 'a'],
    ['E', 'ai ay ei ey e'],
    ['I', 'ea ee ie i y'],
    ['O', 'oa oe ow au aw o'],
    ['U', 'oo ou eu ew ue ui u'],
  ].flatMap(([sound = '', spellings = '']) => spellings.split(' ').map((spelling) => [spelling, sound])),
);

/** The longest first; an h that begins a name is spoken. */
const SPELLINGS = new RegExp(
  [...SPOKEN.keys()]
    .sort((a, b) => b.length - a.length)
    .map((spelling) => (spelling === 'h' ? '(?<!^)h' : spelling))
    .join('|'),
  'g',
);

/** How a name without gaps is spoken, a letter for each sound, vowels as `A E I O U`: `kreeta` and `krita` are `krItA`. */
export function soundOf(name: string): string {
  let sound = name;
  for (const [spelling, spoken] of EDGES) sound = sound.replace(spelling, spoken);
  return sound.replace(SPELLINGS, (spelling) => SPOKEN.get(spelling) ?? spelling).replaceAll(/(.)\1+/g, '$1');
}

/** Consonants that are mistaken for each other; vowels, `h` and `w` are no consonants here. */
const MISTAKEN = new Map(
  ['pb', 'fv', 'kg', 'td', 'sCSj', 'l', 'm', 'n', 'r', ...'0123456789+#'].flatMap((row) =>
    [...row].map((letter) => [letter, row[0] as string]),
  ),
);

/** The consonants of a sound; those that are mistaken for each other are the same. */
export function consonantsOf(sound: string): string {
  let consonants = '';
  for (const letter of sound) {
    const consonant = MISTAKEN.get(letter);
    if (consonant !== undefined && !consonants.endsWith(consonant)) consonants += consonant;
  }
  return consonants;
}
