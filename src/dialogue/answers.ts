import type { Answer } from '#nix/answer.ts';
import type { Request } from '#nix/request.ts';
import { listOf, openList } from './lists.ts';
import { change, type Moment, say } from './moment.ts';

/** Says what Nix told, and remembers what it was about. */
export function tell(moment: Moment, answer: Answer, droppedNext = false) {
  switch (answer.type) {
    case 'found':
    case 'installed':
    case 'generations':
      return openList(moment, listOf(answer));
    case 'info':
    case 'tried':
      remember(moment, { package: answer.package.attribute });
      break;
    case 'done': {
      const named = answer.requests.findLast(packageOf);
      if (named) remember(moment, { package: packageOf(named) ?? null });
      if (answer.generation !== undefined) remember(moment, { generation: answer.generation });
      break;
    }
    default:
      break;
  }
  say(moment, { type: 'result', answer, droppedNext });
}

function remember(moment: Moment, about: { package?: string | null; generation?: number }): void {
  change(moment, { context: { ...moment.state.context, ...about } });
}

function packageOf(request: Request): string | undefined {
  return 'package' in request ? request.package : undefined;
}
