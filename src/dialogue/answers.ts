import type { Package } from '#catalogue/package.ts';
import type { Answer } from '#nix/answer.ts';
import type { Request } from '#nix/request.ts';
import type { Context } from './context.ts';
import { listOf, openList, packageCandidate } from './lists.ts';
import { change, type Moment, say } from './moment.ts';

/** Says what Nix told, and remembers what it was about. */
export function tell(moment: Moment, answer: Answer, droppedNext = false) {
  switch (answer.type) {
    case 'found':
    case 'installed':
    case 'generations':
      return openList(moment, listOf(answer));
    case 'service-log':
      remember(moment, { service: answer.service });
      return openList(moment, listOf(answer));
    case 'service':
      remember(moment, { service: answer.service });
      break;
    case 'comparison':
      remember(moment, { generation: answer.to });
      break;
    case 'provides':
      rememberProviders(moment, answer.packages);
      break;
    case 'info':
    case 'tried':
      remember(moment, { package: answer.package.attribute });
      break;
    case 'done': {
      const named = answer.requests.findLast(packageOf);
      if (named) remember(moment, { package: packageOf(named) ?? null });
      const service = answer.requests.findLast(serviceOf);
      if (service) remember(moment, { service: serviceOf(service) ?? null });
      if (answer.generation !== undefined) remember(moment, { generation: answer.generation });
      if (answer.needsRestart !== undefined) change(moment, { restartOffered: true });
      break;
    }
    case 'failed':
      if (answer.code === 'needs-restart' || answer.needsRestart !== undefined)
        change(moment, { restartOffered: true });
      break;
    default:
      break;
  }
  say(moment, { type: 'result', answer, droppedNext });
}

/** What brings a command can be picked from: "install the first". */
function rememberProviders(moment: Moment, packages: readonly Package[]): void {
  const { context } = moment.state;
  const only = packages.length === 1 ? packages[0]?.attribute : undefined;
  const choices = { of: 'package', candidates: packages.map(packageCandidate) } as const;
  change(moment, {
    context: {
      ...context,
      package: only ?? null,
      choices: packages.length > 0 ? choices : context.choices,
    },
  });
}

type About = Partial<Pick<Context, 'package' | 'generation' | 'service'>>;

function remember(moment: Moment, about: About): void {
  change(moment, { context: { ...moment.state.context, ...about } });
}

function packageOf(request: Request): string | undefined {
  return 'package' in request ? request.package : undefined;
}

function serviceOf(request: Request): string | undefined {
  return 'service' in request ? request.service : undefined;
}
