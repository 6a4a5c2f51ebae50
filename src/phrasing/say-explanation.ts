import type { Reply } from '#dialogue/reply.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { shortened } from './speakable.ts';

/** What a topic is; in a few words, the second sentence only to who asks for more. */
export function sayExplanation(
  { topic, part }: Extract<Reply, { type: 'explanation' }>,
  verbosity: Verbosity,
  { topicsAbout }: PhrasingContext,
): string {
  if (topic.trim() === '') return 'What shall I explain? Ask for example: what is a generation.';
  const found = topicsAbout(topic);
  const isBrief = verbosity === 'brief';
  if (part === 'rest')
    return isBrief && found.length > 0
      ? found.map(({ sentences }) => sentences[1]).join(' ')
      : 'That is all.';
  if (found.length === 0)
    return `I have nothing on ${shortened(topic, 60)}. Ask in another word, for example: what is a generation. Or say help.`;
  return found.flatMap(({ sentences }) => (isBrief ? sentences.slice(0, 1) : sentences)).join(' ');
}
