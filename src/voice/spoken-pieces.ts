const PIECE_CHARACTERS = 300;

/** The first sentence alone, so that it is heard at once, then the others, a few at a time. */
export function spokenPieces(text: string): string[] {
  const [first, ...sentences] = text.split(/(?<=[.!?…]) /u).filter((sentence) => sentence !== '');
  if (first === undefined) return [];
  const pieces: string[] = [];
  for (const sentence of sentences) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length < PIECE_CHARACTERS)
      pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(sentence);
  }
  return [first, ...pieces];
}
