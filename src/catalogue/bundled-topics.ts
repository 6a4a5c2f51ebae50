import topics from '../../grammars/en/topics.json' with { type: 'json' };
import type { Topic } from './topic.ts';

/** What we can explain; in `grammars/en/topics.json`, for translators. */
export function bundledTopics(): readonly Topic[] {
  return topics as unknown as readonly Topic[];
}
