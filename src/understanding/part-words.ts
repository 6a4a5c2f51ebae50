/** What people call the commands of a plan when they speak of one of them: "without the cleanup". */
const CALLED: Readonly<Record<string, string>> = {
  install_package:
    'install|installs|installation|installations|installing|new package|new packages|new program|new programs',
  remove_package: 'remove|removal|removals|removing|uninstall|uninstalling|uninstallation|deinstallation',
  update_system: 'update|updates|updating|upgrade|upgrades|upgrading|system update|system upgrade',
  rebuild: 'rebuild|rebuilding|switch|switching',
  rollback: 'rollback|roll back|rolling back|going back|switching back',
  collect_garbage:
    'cleanup|clean up|cleaning|cleaning up|garbage|garbage collection|garbage collecting|collecting garbage|collecting the garbage|gc|g c|clean',
  delete_generations:
    'deletion|deleting|deleting generations|deleting the generations|generations|old generations|generation cleanup',
  service_start: 'starting|starting it',
  service_stop: 'stopping|stopping it',
  service_restart: 'restart|restarting|restarts|restarting it',
  service_enable: 'enabling|enabling it|autostart|auto start|turning on',
  service_disable: 'disabling|disabling it|turning off',
  set_option: 'setting|option|setting it|settings|option change',
  repair_system: 'repair|repairing|repairs|fixing',
  optimise_store: 'optimisation|optimising|optimization|optimizing|optimise|optimize|deduplication',
  verify_store: 'check|checking|verification|verifying|verify|store check',
  edit_undo: 'undo|undoing',
  try_package: 'trial|trying|try',
  search_packages: 'search|searching',
  list_generations: 'list|listing',
  list_installed: 'list|listing',
  check_updates: 'check|checking',
  health_check: 'check|checking|health check',
  disk_usage: 'disk usage|disk check',
};

const BY_NAME = new Map<string, ReadonlySet<string>>(
  Object.entries(CALLED).map(([intent, names]) => [intent, new Set(names.split('|'))]),
);

/** Whether people call a command with this label so. */
export function isCalled(intent: string, text: string): boolean {
  return BY_NAME.get(intent)?.has(text) === true;
}
