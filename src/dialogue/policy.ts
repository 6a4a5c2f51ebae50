import type { Plan } from '#nix/plan.ts';
import { highestRisk, type Request, RISKS, type Risk } from '#nix/request.ts';
import { withoutWakePhrase, wordsOf } from '#understanding/words.ts';
import type { DialogueSettings, YesNeeded } from './settings.ts';
import type { Source } from './state.ts';

/** The higher of what the plan says and what its requests are: a plan cannot talk its risk down. */
export function riskOfPlan(plan: Plan): Risk {
  const ofRequests = highestRisk(plan.requests);
  return RISKS.find((risk) => risk === plan.risk || risk === ofRequests) ?? 'irreversible';
}

export function yesNeeded(plan: Plan, source: Source, settings: DialogueSettings): YesNeeded {
  const risk = riskOfPlan(plan);
  return risk === 'look' ? 'any' : settings.confirm[source][risk];
}

/** Whether `text`, already understood as a yes, is yes enough. */
export function isEnough(needed: YesNeeded, text: string, plan: Plan): boolean {
  switch (needed) {
    case 'any':
      return true;
    case 'clear':
      return isClearYes(text) || namesAction(text, plan);
    case 'named':
      return namesAction(text, plan);
  }
}

const CLEAR = new Set([
  'yes',
  'yes please',
  'yes do it',
  'yes do that',
  'yes go ahead',
  'yes i am sure',
  'go ahead',
  'do it',
  'confirm',
  'confirmed',
  'i confirm',
  'affirmative',
  'yes yes',
]);

/** A whole listed phrase and nothing else: not even hesitation. */
function isClearYes(text: string): boolean {
  return CLEAR.has(wordsSaid(text));
}

/** The action's own words ("delete them"), with or without a yes in front. */
function namesAction(text: string, plan: Plan): boolean {
  const said = wordsSaid(text).replace(/ please$/, '');
  const action = said.replace(/^yes (?:please )?/, '');
  return wordsFor(plan).includes(action) && (action !== said || STANDS_ALONE.has(action));
}

/** Words that are no command by themselves. What is one may only have been said again. */
const STANDS_ALONE = new Set([
  'delete them',
  'delete them all',
  'install it',
  'install them',
  'remove it',
  'remove them',
  'update it',
]);

/** What to say for a yes that names the action. Words that are a command by themselves need the yes in front. */
export function namedYes(plan: Plan): string {
  const words = wordsFor(plan)[0] as string;
  return words === 'delete them' ? words : `yes, ${words}`;
}

/** Those words when an irreversible plan wants them, for the question. */
export function wantedWords(plan: Plan, source: Source, settings: DialogueSettings): string | null {
  return yesNeeded(plan, source, settings) === 'named' ? namedYes(plan) : null;
}

const ACTION_WORDS: Readonly<Record<Request['intent'], readonly string[]>> = {
  collect_garbage: [
    'delete them',
    'delete it',
    'delete them all',
    'delete it all',
    'collect the garbage',
    'collect garbage',
  ],
  remove_package: ['remove it', 'remove them', 'uninstall it', 'delete it'],
  rollback: ['switch back', 'roll back', 'roll it back', 'go back'],
  update_system: ['update it', 'update the system', 'update', 'upgrade it', 'upgrade the system'],
  rebuild: ['rebuild it', 'rebuild', 'switch to it'],
  install_package: ['install it', 'install them'],
  edit_undo: ['undo it', 'undo that', 'undo'],
  try_package: ['try it'],
  package_info: ['show it'],
  search_packages: ['search it'],
  list_installed: ['list them'],
  list_generations: ['list them'],
  system_info: ['show it'],
  compare_generations: ['compare them'],
  delete_generations: ['delete them', 'delete it', 'delete them all', 'delete the generations'],
  service_status: ['show it'],
  service_logs: ['show it'],
  service_start: ['start it'],
  service_stop: ['stop it'],
  service_restart: ['restart it'],
  service_enable: ['enable it'],
  service_disable: ['disable it'],
  set_option: ['set it', 'change it'],
  which_provides: ['show it'],
  optimise_store: ['optimise it'],
  verify_store: ['verify it'],
  repair_system: ['repair it', 'repair the system'],
  disk_usage: ['show it'],
  check_updates: ['check it'],
  health_check: ['check it'],
  metrics: ['show it'],
  get_model: ['get it', 'download it'],
  use_system: ['use it', 'switch to it'],
  restart_machine: [
    'reboot now',
    'reboot',
    'reboot it',
    'restart it',
    'restart it now',
    'restart the machine',
    'restart the computer',
  ],
};

/** Only of the riskiest request: naming a harmless part of a plan is no yes to the rest. */
function wordsFor(plan: Plan): readonly string[] {
  const risk = highestRisk(plan.requests);
  const riskiest = plan.requests.find((request) => highestRisk([request]) === risk);
  return riskiest ? ACTION_WORDS[riskiest.intent] : ['do it'];
}

function wordsSaid(text: string): string {
  return withoutWakePhrase(wordsOf(text)).words.join(' ');
}
