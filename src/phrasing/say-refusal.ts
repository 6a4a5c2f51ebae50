import type { Answer } from '#nix/answer.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayList } from './say-list.ts';
import { capitalized, shortened } from './speakable.ts';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;

type Refusal = 'no-such-service' | 'no-such-option' | 'bad-value' | 'protected-generation';

/** Why it cannot be, and what can. */
export function sayRefusal(answer: Of<Refusal>, { serviceName, optionName }: PhrasingContext): string {
  switch (answer.type) {
    case 'no-such-service':
      return `I know no service called ${shortened(answer.service, 60)}.${didYouMean(answer.near.map(serviceName))}`;
    case 'no-such-option':
      return `I know no option called ${shortened(answer.option, 80)}.${didYouMean(answer.near.map(optionName))}`;
    case 'bad-value':
      return `${capitalized(optionName(answer.option))} cannot be ${shortened(String(answer.value), 40)}. It takes ${answer.wants}.`;
    case 'protected-generation':
      return `${PROTECTED[answer.why](answer.number)}, so I keep it.`;
  }
}

const PROTECTED: Readonly<Record<Of<'protected-generation'>['why'], (number: number) => string>> = {
  current: (number) => `Generation ${number} is in use`,
  booted: (number) => `The machine was started from generation ${number}`,
  newest: (number) => `Generation ${number} is one of the newest, to go back to`,
};

function didYouMean(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${sayList(near.slice(0, 3), 'or')}?` : ' Say it in other words.';
}
