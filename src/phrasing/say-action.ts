import type { Plan, PlanEffects } from '#nix/plan.ts';
import type { RebuildAction, Request } from '#nix/request.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayDate } from './say-date.ts';
import { sayList } from './say-list.ts';
import { sayOption } from './say-option.ts';
import { sayTarget } from './say-which-generation.ts';

/** What is said of a plan that does these. */
interface Action {
  requests: Plan['requests'];
  effects: Pick<PlanEffects, 'from' | 'to' | 'returnsTo' | 'deletes'>;
}

/** A request by itself, whatever comes of it. */
export function sayRequest(request: Request, context: PhrasingContext): string {
  return sayOne(request, { requests: [request], effects: {} }, context);
}

/** What a plan does, to be asked for: "install firefox and remove nano". Going back is always first, so it is said first. */
export function sayAction(plan: Action, context: PhrasingContext): string {
  const parts: string[] = [];
  const said = new Set<string>();
  const goesBack = ({ intent }: Request) => intent === 'rollback' || intent === 'edit_undo';
  const inOrder = [
    ...plan.requests.filter(goesBack),
    ...plan.requests.filter((request) => !goesBack(request)),
  ];
  for (const request of inOrder) {
    if (said.has(request.intent)) continue;
    const named = NAMED[request.intent];
    if (named) {
      said.add(request.intent);
      const packages = sayList(packagesOf(plan, request.intent).map(context.names));
      parts.push(`${named} ${packages}${sayScope(request)}`);
    } else parts.push(sayOne(request, plan, context));
  }
  return sayList(parts);
}

const NAMED: Partial<Record<Request['intent'], string>> = {
  install_package: 'install',
  remove_package: 'remove',
  try_package: 'try',
  package_info: 'look up',
};

/** Of a plan, all is for everybody or all is just for who asks. */
function sayScope(request: Request): string {
  if (!('scope' in request) || request.scope === undefined) return '';
  return request.intent === 'install_package' ? ' just for you' : ' from your profile';
}

function packagesOf(plan: Action, intent: Request['intent']): readonly string[] {
  return plan.requests.flatMap((request) =>
    request.intent === intent && 'package' in request ? [request.package] : [],
  );
}

function sayOne(request: Request, plan: Action, context: PhrasingContext): string {
  switch (request.intent) {
    case 'install_package':
    case 'remove_package':
    case 'try_package':
    case 'package_info':
      return `${NAMED[request.intent]} ${context.names(request.package)}${sayScope(request)}`;
    case 'search_packages':
      return `search for ${request.query}`;
    case 'list_installed':
      return 'list what is installed';
    case 'update_system':
      return 'update the system';
    case 'rebuild':
      return REBUILDS[request.action];
    case 'list_generations':
      return 'list the generations';
    case 'rollback':
      return sayRollback(request.target, plan, context);
    case 'collect_garbage':
      return 'collect the garbage';
    case 'system_info':
      return 'look at the system';
    case 'edit_undo':
      return plan.effects.to && !plan.effects.returnsTo
        ? `undo the last change and return to ${sayGeneration(plan.effects.to, context)}`
        : 'undo the last change';
    case 'compare_generations':
      return 'compare generations';
    case 'delete_generations':
      return sayDeletion(plan);
    case 'service_status':
      return `look at ${context.serviceName(request.service)}`;
    case 'service_logs':
      return `read the log of ${context.serviceName(request.service)}`;
    case 'service_start':
    case 'service_stop':
    case 'service_restart':
    case 'service_enable':
    case 'service_disable':
      return `${SERVICE_VERBS[request.intent]} ${context.serviceName(request.service)}`;
    case 'set_option':
      return sayOption(request.option, request.value, context);
    case 'which_provides':
      return `look for what brings ${request.program}`;
    case 'optimise_store':
      return 'optimise the store';
    case 'verify_store':
      return 'verify the store';
    case 'repair_system':
      return 'repair the system';
    case 'disk_usage':
      return 'look at the disk';
    case 'check_updates':
      return 'look for updates';
    case 'health_check':
      return 'check the health of the system';
    case 'metrics':
      return 'look at the load';
    case 'restart_machine':
      return 'restart the machine';
    case 'use_system':
      return `work on ${SYSTEMS[request.system]} from the next start`;
    case 'get_model':
      return request.model === undefined
        ? 'get a better speech model'
        : `get the speech model ${request.model.replaceAll(/[-.]+/g, ' ')}`;
  }
}

const SYSTEMS = { practice: 'the practice system', local: 'your real system' } as const;

const SERVICE_VERBS = {
  service_start: 'start',
  service_stop: 'stop',
  service_restart: 'restart',
  service_enable: 'enable',
  service_disable: 'disable',
} as const;

function sayDeletion({ effects: { deletes = [] } }: Action): string {
  if (deletes.length === 0) return 'delete generations';
  const [first] = deletes;
  if (deletes.length === 1) return `delete generation ${first}`;
  if (deletes.length <= 4) return `delete the generations ${sayList(deletes.map(String))}`;
  return `delete ${deletes.length} generations, ${Math.min(...deletes)} to ${Math.max(...deletes)}`;
}

const REBUILDS: Readonly<Record<RebuildAction, string>> = {
  switch: 'rebuild the system and switch to it',
  boot: 'rebuild the system for the next start',
  test: 'rebuild the system and use it until the next start',
  build: 'build the system without using it',
  'dry-run': 'see what a rebuild would do',
};

function sayRollback(
  target: Extract<Request, { intent: 'rollback' }>['target'],
  { effects: { from, to, returnsTo } }: Action,
  context: PhrasingContext,
): string {
  const goal = returnsTo ?? to;
  if (!goal) return `switch back to ${sayTarget(target, context)}`;
  const isForward = from !== undefined && goal.number > from.number;
  const back = isForward ? '' : 'back ';
  return `switch ${back}to ${returnsTo ? 'what was in ' : ''}${sayGeneration(goal, context)}`;
}

function sayGeneration(
  { number, madeAt }: { number: number; madeAt?: number },
  { now }: PhrasingContext,
): string {
  return madeAt === undefined ? `generation ${number}` : `generation ${number}, from ${sayDate(madeAt, now)}`;
}
