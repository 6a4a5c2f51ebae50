const ON = new Set(
  'on enable enabled activate allow permit want wants need needs let use using working work works run support give get start back like love install available possible'.split(
    ' ',
  ),
);
const OFF = new Set(
  "off disable disabled deactivate forbid block no without don't never stop kill remove rid unwanted quit out away hate annoying nobody doesn't not drop lose".split(
    ' ',
  ),
);
/** These decide, whatever else is said; the last one counts. */
const CLEAR: ReadonlyMap<string, boolean> = new Map([
  ...'on enable enabled activate allow'.split(' ').map((word): [string, boolean] => [word, true]),
  ...'off disable disabled deactivate forbid'.split(' ').map((word): [string, boolean] => [word, false]),
]);

/** Whether a sentence wants something on or off; the last meaning counts. */
export function switchedTo(words: readonly string[]): boolean {
  const clear = words.filter((word, at) => CLEAR.has(word) && isParticle(words, at)).at(-1);
  if (clear !== undefined) return CLEAR.get(clear) as boolean;
  if (words.some((word) => OFF.has(word)) && !wantsDespite(words)) return false;
  return words.some((word) => ON.has(word)) || !words.some((word) => OFF.has(word));
}

/** "on" belongs to a verb or stands at the end, and is not "on this machine". */
function isParticle(words: readonly string[], at: number): boolean {
  if (words[at] !== 'on') return true;
  const next = words[at + 1];
  return (
    next === undefined ||
    !['this', 'my', 'the', 'here', 'a', 'our', 'that', 'every', 'port', 'ports'].includes(next) ||
    isTurned(words, at)
  );
}

function isTurned(words: readonly string[], at: number): boolean {
  return ['turn', 'switch', 'turned', 'switched', 'flip', 'turning', 'switching', 'put'].includes(
    words[at - 1] ?? '',
  );
}

/** "it does not work, get it going": what is missing is wanted. */
function wantsDespite(words: readonly string[]): boolean {
  const text = words.join(' ');
  return /(?:doesn't|don't|can't|won't|not|no) (?:work|have|see|find|hear|print|pair|connect|sound|get|play|work|show|yet|there|working|here)|can't|won't|without it|why/.test(
    text,
  );
}
