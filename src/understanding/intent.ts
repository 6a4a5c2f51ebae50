/** The intents this version understands, and their risk. Foreign grammars may bring other labels, which never act. */
export const INTENTS = {
  install_package: 'change',
  remove_package: 'risky',
  try_package: 'look',
  search_packages: 'look',
  package_info: 'look',
  list_installed: 'look',
  update_system: 'risky',
  rebuild: 'risky',
  list_generations: 'look',
  rollback: 'risky',
  collect_garbage: 'irreversible',
  system_info: 'look',
  compare_generations: 'look',
  delete_generations: 'irreversible',
  service_status: 'look',
  service_logs: 'look',
  service_start: 'change',
  service_stop: 'risky',
  service_restart: 'risky',
  service_enable: 'change',
  service_disable: 'risky',
  set_option: 'change',
  which_provides: 'look',
  optimise_store: 'look',
  verify_store: 'look',
  repair_system: 'change',
  disk_usage: 'look',
  check_updates: 'look',
  health_check: 'look',
  metrics: 'look',
  get_model: 'change',
  use_system: 'risky',
  restart_machine: 'irreversible',
  edit_undo: 'change',
  show_history: 'look',
  explain: 'look',
  affirm: 'dialogue',
  deny: 'dialogue',
  cancel: 'dialogue',
  help: 'dialogue',
  repeat: 'dialogue',
  stop_speaking: 'dialogue',
  status: 'dialogue',
  goodbye: 'dialogue',
  set_listening: 'dialogue',
  set_volume: 'dialogue',
  set_rate: 'dialogue',
  set_verbosity: 'dialogue',
  set_voice: 'dialogue',
  set_mode: 'dialogue',
  set_microphone: 'dialogue',
  list_names: 'dialogue',
  forget_name: 'dialogue',
  spell: 'dialogue',
  spelling: 'dialogue',
  out_of_scope: 'never',
} as const satisfies Record<string, IntentRisk>;

export type IntentRisk = 'look' | 'change' | 'risky' | 'irreversible' | 'dialogue' | 'never';

export type SlotValue = string | number | boolean | readonly number[];
export type Slots = Readonly<Record<string, SlotValue>>;

/** What one command of a sentence means. `intent` is a label of `INTENTS` or a foreign grammar's label. */
export interface Intent {
  intent: string;
  slots: Slots;
  /** Slots given by pointing ("it", "the second one"), for the dialogue to look up. */
  references?: Readonly<Record<string, Reference>>;
  /** When asked, a person chose this slot's value: what the words `spoken` mean from now on, once it is carried out. */
  chosen?: { slot: string; spoken: string };
}

export type Reference =
  | { kind: 'it' }
  /** 1 is the first of what was read out, -1 the last. */
  | { kind: 'position'; position: number }
  | { kind: 'other' };

/** Slots without which an intent cannot be carried out. */
const NEEDED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    install_package: 'package',
    remove_package: 'package',
    try_package: 'package',
    package_info: 'package',
    search_packages: 'query',
    which_provides: 'program',
    service_status: 'service',
    service_logs: 'service',
    service_start: 'service',
    service_stop: 'service',
    service_restart: 'service',
    service_enable: 'service',
    service_disable: 'service',
  }),
);

/** The slot that an intent cannot do without; of two, the one to ask for now. */
export function neededSlot({ intent, slots }: Intent): string | undefined {
  if (intent === 'set_option') return slots.option === undefined ? 'option' : 'value';
  return NEEDED.get(intent);
}
