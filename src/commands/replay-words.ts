import { describeDecision } from '#journal/decision.ts';
import type { Difference, Replayed } from '#journal/replay.ts';
import type { HeardAgain } from '#journal/replay-sound.ts';

/** What a session played again came to, and its sound if that was heard again. */
export type Outcome = Replayed & { sound?: HeardAgain };

export function outcomeInWords({
  session,
  at,
  ears,
  utterances,
  changed,
  difference,
  sound,
}: Outcome): string[] {
  const what = `Session ${session}, ${dateOf(at)}, ${ears}, ${count(utterances, 'utterance')}`;
  return [
    `${what}: ${difference ? 'differs' : 'the same'}.`,
    ...(difference ? differenceInWords(difference).map(indented) : []),
    ...(difference && changed.length > 0 ? [indented(`Since then, ${changed.join(' and ')} changed.`)] : []),
    ...(sound ? soundInWords(sound).map(indented) : []),
  ];
}

export function summaryOf(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return 'There is no session to play again.';
  const different = outcomes.filter(({ difference }) => difference).length;
  const utterances = outcomes.reduce((sum, outcome) => sum + outcome.utterances, 0);
  const played = `${count(outcomes.length, 'session')} with ${count(utterances, 'utterance')} played again`;
  return different === 0
    ? `${played}: all decided the same.`
    : `${played}: ${different} would go another way.`;
}

function differenceInWords({ event, at, said, type, was, is }: Difference): string[] {
  return [
    `Event ${event}, ${dateOf(at)}: ${said === undefined ? type : `"${said}"`}`,
    `then: ${describeDecision(was)}`,
    `now:  ${describeDecision(is)}`,
  ];
}

function soundInWords({ utterances, sameTranscripts, extra, differences }: HeardAgain): string[] {
  return [
    `Heard again: ${sameTranscripts} of ${count(utterances, 'utterance')} with the same words.`,
    ...differences.flatMap(({ atMs, said, saidNow, was, is }) => [
      `At ${(atMs / 1000).toFixed(1)} s: "${said}" is ${saidNow === null ? 'not heard' : `heard as "${saidNow}"`} now.`,
      `then: ${describeDecision(was)}`,
      `now:  ${describeDecision(is)}`,
    ]),
    ...(extra.length > 0 ? [`Heard now and not then: ${extra.map((text) => `"${text}"`).join(', ')}.`] : []),
  ];
}

function indented(line: string): string {
  return `  ${line}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
