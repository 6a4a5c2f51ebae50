import type { Alternative } from '#recognition/heard.ts';
import type { Expectation } from './expectation.ts';
import type { Grammar } from './grammar.ts';
import { riskOfIntent } from './interpret.ts';
import { understandText, type World } from './understand-text.ts';
import type { Understanding } from './understanding.ts';

type Understood = Extract<Understanding, { decision: 'understood' }>;

const MOST_ALTERNATIVES = 5;

/**
 * What was said, from the recognizer's guesses, best first. An understood guess beats a better-scored one that is not;
 * but a yes and what cannot be undone count only as the best guess, and other guesses may veto, never grant.
 */
export function understand(
  alternatives: readonly Alternative[],
  grammar: Grammar,
  expectation: Expectation,
  world: World,
): Understanding {
  const [best, ...others] = alternatives
    .slice(0, MOST_ALTERNATIVES)
    .map(({ text }) => understandText(text, grammar, expectation, world));
  if (!best) return { decision: 'rejected', why: 'nothing-heard', text: '' };
  const understood = others.filter((other) => other.decision === 'understood');
  if (best.decision === 'understood') {
    const vetoed = needsBestGuess(best) && understood.some(refuses);
    return vetoed ? { decision: 'rejected', why: 'alternatives-disagree', text: best.text } : best;
  }
  // Two things it may be are better asked about than overruled.
  if (best.decision === 'answer' || best.decision === 'ambiguous' || isRefusal(best)) return best;
  const allowed = understood.filter(
    (other) => !needsBestGuess(other) && !other.intents.some(({ intent }) => intent === 'affirm'),
  );
  const [next, ...rest] = allowed;
  if (!next)
    return best.decision === 'rejected'
      ? (others.find(({ decision }) => decision === 'answer') ?? best)
      : best;
  if (acts(next) && rest.some((other) => acts(other) && !sameMeaning(other, next))) {
    return { decision: 'rejected', why: 'alternatives-disagree', text: best.text };
  }
  return { ...next, confidence: Math.round(next.confidence * 900) / 1000 };
}

function needsBestGuess({ intents }: Understood): boolean {
  return intents.some(({ intent }) => intent === 'affirm' || riskOfIntent(intent) === 'irreversible');
}

function refuses({ intents }: Understood): boolean {
  return intents.some(({ intent }) => intent === 'deny' || intent === 'cancel');
}

/** The best guess was understood well enough to know that nothing may run. */
function isRefusal(understanding: Understanding): boolean {
  if (understanding.decision !== 'rejected') return false;
  return ['negated', 'unsafe-text', 'too-long', 'too-close'].includes(understanding.why);
}

function acts({ intents }: Understood): boolean {
  return intents.some(({ intent }) => ['change', 'risky', 'irreversible'].includes(riskOfIntent(intent)));
}

function sameMeaning(a: Understood, b: Understood): boolean {
  return JSON.stringify(a.intents) === JSON.stringify(b.intents);
}
