import said from '../../grammars/en/misheard.json' with { type: 'json' };

/** Contractions, spellings and mishearings that stand for other words, whatever the sentence. */
interface Repair {
  heard: readonly string[];
  meant: readonly string[];
}

const contractions = new Map(
  Object.entries(said.contractions).map(([heard, meant]) => [heard, meant.split(' ')]),
);

const repairs = new Map<string, Repair[]>();
for (const [heard, meant] of Object.entries(said.misheard)) {
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
