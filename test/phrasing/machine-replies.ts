import type { Reply } from '#dialogue/reply.ts';
import type { Answer } from '#nix/answer.ts';
import { aPackage } from '../dialogue/scene.ts';
import { NOW, plan } from './plans.ts';

const question = (...given: Parameters<typeof plan>): Reply => ({
  type: 'question',
  plan: plan(...given),
  words: null,
  replaces: false,
});

type Told = Extract<Reply, { type: 'result' }>['answer'];

const result = (answer: Told): Reply => ({ type: 'result', answer, droppedNext: false });

const done = (request: object, more: Partial<Extract<Answer, { type: 'done' }>> = {}): Reply =>
  result({ type: 'done', requests: plan([request]).requests, ...more });

const nothing = (why: Extract<Answer, { type: 'nothing-to-do' }>['why'], subject?: string): Reply =>
  result({ type: 'nothing-to-do', why, ...(subject === undefined ? {} : { subject }) });

const bluetooth = { intent: 'set_option', option: 'hardware.bluetooth.enable', value: true };
const volumeUp = { kind: 'volume', direction: 'up' } as const;
const rateDown = { kind: 'rate', direction: 'down' } as const;
const EDITOR = { kind: 'package', name: 'vim', spoken: 'editor' } as const;
const PRINT = { kind: 'service', name: 'cups', spoken: 'print' } as const;
const MICROPHONES = ['Built-in', 'Yeti', 'Webcam', 'Headset'];

/** Services, options, generations, the store, the machine, and ask-nix itself: what is said at normal verbosity. */
export const MACHINE_REPLIES: readonly (readonly [words: string, reply: Reply])[] = [
  ['Restart cups?', question([{ intent: 'service_restart', service: 'cups' }])],
  [
    'Enable cups? It starts avahi-daemon.',
    question([{ intent: 'service_enable', service: 'cups' }], {
      services: { starts: ['cups', 'avahi-daemon'], stops: [], restarts: [] },
    }),
  ],
  [
    'Undo the last change? It stops cups and turns hardware.bluetooth.enable off.',
    question([{ intent: 'edit_undo' }], {
      services: { starts: [], stops: ['cups'], restarts: [] },
      options: [{ option: 'hardware.bluetooth.enable', from: true, to: false }],
    }),
  ],
  ['Turn hardware.bluetooth.enable on?', question([bluetooth])],
  [
    'Bluetooth is already stopped. Vlc is not installed. Time.timeZone is set so already. Stop cups?',
    question([{ intent: 'service_stop', service: 'cups' }], {
      needless: [
        { type: 'nothing-to-do', why: 'already-stopped', subject: 'bluetooth' },
        { type: 'nothing-to-do', why: 'already-stopped', subject: 'bluetooth' },
        { type: 'nothing-to-do', why: 'not-installed', subject: 'vlc' },
        { type: 'nothing-to-do', why: 'already-set', subject: 'time.timeZone' },
      ],
    }),
  ],
  [
    'Undo the last change? It opens port 80 and port 443 and closes port 8080.',
    question([{ intent: 'edit_undo' }], {
      options: [{ option: 'networking.firewall.allowedTCPPorts', from: '22, 8080', to: '22, 80, 443' }],
    }),
  ],
  [
    'Undo the last change? It closes UDP port 53 and takes 9.9.9.9 out of networking.nameservers.',
    question([{ intent: 'edit_undo' }], {
      options: [
        { option: 'networking.firewall.allowedUDPPorts', from: '53', to: '' },
        { option: 'networking.nameservers', from: '1.1.1.1, 9.9.9.9', to: '1.1.1.1' },
      ],
    }),
  ],
  [
    'Undo the last change and open port 443? It closes port 8080.',
    question(
      [
        { intent: 'set_option', option: 'networking.firewall.allowedTCPPorts', value: 443 },
        { intent: 'edit_undo' },
      ],
      {
        options: [{ option: 'networking.firewall.allowedTCPPorts', from: '8080', to: '443' }],
        from: { number: 44, madeAt: NOW },
        to: { number: 45 },
        returnsTo: { number: 43, madeAt: NOW },
      },
    ),
  ],
  [
    'Undo the last change? It leaves powerManagement.cpuFreqGovernor unset.',
    question([{ intent: 'edit_undo' }], {
      options: [{ option: 'powerManagement.cpuFreqGovernor', from: 'powersave', to: '' }],
    }),
  ],
  [
    'Switch back to what was in generation 42, from today and turn hardware.bluetooth.enable on?',
    question([bluetooth, { intent: 'rollback', target: { kind: 'previous' } }], {
      from: { number: 43, madeAt: NOW },
      to: { number: 44 },
      returnsTo: { number: 42, madeAt: NOW },
    }),
  ],
  [
    'You asked for both: install Firefox and remove Firefox. Say which one.',
    result({
      type: 'failed',
      code: 'contradiction',
      restored: true,
      requests: plan([
        { intent: 'install_package', package: 'firefox' },
        { intent: 'remove_package', package: 'firefox' },
      ]).requests,
    }),
  ],
  [
    'You asked for both: undo the last change and switch back to generation 40. Say which one.',
    result({
      type: 'failed',
      code: 'contradiction',
      restored: true,
      requests: plan([
        { intent: 'edit_undo' },
        { intent: 'rollback', target: { kind: 'number', number: 40 } },
      ]).requests,
    }),
  ],
  [
    'Another change is under way: update the system. It takes about three minutes more. Try again when it is over. Nothing was changed.',
    result({
      type: 'failed',
      code: 'busy',
      restored: true,
      requests: plan([{ intent: 'update_system' }]).requests,
      remainingMs: 180_000,
    }),
  ],
  [
    'Cups did not start. Firefox is installed. You are on generation 44, and everything else is in place. Say: log of cups. Or say undo to return to 43.',
    result({
      type: 'failed',
      code: 'unit-failed',
      subject: 'cups',
      restored: false,
      requests: plan([
        { intent: 'install_package', package: 'firefox' },
        { intent: 'service_start', service: 'cups' },
      ]).requests,
      generation: 44,
      previous: 43,
    }),
  ],
  [
    'From generation 43 to 44: it adds vlc, opens port 8080 and sets time.timeZone to UTC.',
    result({
      type: 'comparison',
      from: 43,
      to: 44,
      added: ['vlc'],
      removed: [],
      upgraded: [],
      servicesAdded: [],
      servicesRemoved: [],
      options: [
        { option: 'networking.firewall.allowedTCPPorts', to: '8080' },
        { option: 'time.timeZone', from: 'Europe/Berlin', to: 'UTC' },
      ],
    }),
  ],
  [
    'Set time.timeZone to Europe Berlin?',
    question([{ intent: 'set_option', option: 'time.timeZone', value: 'Europe/Berlin' }]),
  ],
  [
    'Open port 8080?',
    question([{ intent: 'set_option', option: 'networking.firewall.allowedTCPPorts', value: 8080 }]),
  ],
  [
    'Add 9.9.9.9 to networking.nameservers?',
    question([{ intent: 'set_option', option: 'networking.nameservers', value: '9.9.9.9' }]),
  ],
  [
    'Delete the generations 3, 4 and 7? This deletes three generations for good. It cannot be undone.',
    question([{ intent: 'delete_generations', limit: { kind: 'numbers', numbers: [3, 4, 7] } }], {
      deletes: [3, 4, 7],
      undoable: false,
      loses: { paths: 0, bytes: 0 },
    }),
  ],
  ['Get a better speech model?', question([{ intent: 'get_model' }])],
  ['Work on your real system from the next start?', question([{ intent: 'use_system', system: 'local' }])],
  [
    'Restart the machine? What is open is closed, and what is not saved is lost.',
    question([{ intent: 'restart_machine' }], { undoable: false }),
  ],
  ['Repair the system?', question([{ intent: 'repair_system' }])],
  ['Done. Cups is enabled.', done({ intent: 'service_enable', service: 'cups' })],
  ['Done. Cups is disabled.', done({ intent: 'service_disable', service: 'cups' })],
  ['Done. Cups is running.', done({ intent: 'service_start', service: 'cups' })],
  ['Done. Cups is stopped.', done({ intent: 'service_stop', service: 'cups' })],
  ['Done. Cups was restarted.', done({ intent: 'service_restart', service: 'cups' })],
  ['Done. Hardware.bluetooth.enable is on.', done(bluetooth)],
  [
    'Done. Time.timeZone is set to Europe Berlin.',
    done({ intent: 'set_option', option: 'time.timeZone', value: 'Europe/Berlin' }),
  ],
  [
    'Done. UDP port 53 is open.',
    done({ intent: 'set_option', option: 'networking.firewall.allowedUDPPorts', value: 53 }),
  ],
  [
    'Done. Flakes was added to nix.settings.experimental-features.',
    done({ intent: 'set_option', option: 'nix.settings.experimental-features', value: 'flakes' }),
  ],
  [
    'Done. Two generations deleted. That freed 1 gigabyte.',
    done(
      { intent: 'delete_generations', limit: { kind: 'keep', count: 3 } },
      { deleted: [1, 2], freedBytes: 1e9 },
    ),
  ],
  ['Done. Three store paths repaired.', done({ intent: 'repair_system' }, { repaired: 3 })],
  ['Done. The machine restarts now.', done({ intent: 'restart_machine' })],
  [
    'Done. The system is updated. The new kernel is used after a restart. Say reboot to restart now.',
    done({ intent: 'update_system' }, { needsRestart: 'kernel' }),
  ],
  [
    'Done. The last change is undone. You are on generation 43. Its kernel is used after a restart. Say reboot to restart now.',
    done({ intent: 'edit_undo' }, { generation: 43, needsRestart: 'kernel' }),
  ],
  [
    'Done. The system is updated. Some of it is used after a restart. Say reboot to restart now.',
    done({ intent: 'update_system' }, { needsRestart: 'rest' }),
  ],
  [
    'Done. The new system will be used from the next start. Say reboot to restart now.',
    done({ intent: 'rebuild', action: 'boot' }, { needsRestart: 'rest' }),
  ],
  ['Done. The speech model is here.', done({ intent: 'get_model' })],
  ['Done. From the next start I work on your real system.', done({ intent: 'use_system', system: 'local' })],
  [
    'Done. From the next start I work on the practice system.',
    done({ intent: 'use_system', system: 'practice' }),
  ],
  [
    'Cups is running, since today. It starts with the machine.',
    result({ type: 'service', service: 'cups', state: 'running', enabled: true, since: NOW }),
  ],
  [
    'Cups has failed. It does not start with the machine. Say restart cups to try again.',
    result({ type: 'service', service: 'cups', state: 'failed', enabled: false }),
  ],
  [
    'Cups, the last first: Today: Started printing.',
    {
      type: 'list',
      list: { kind: 'log', service: 'cups', items: [{ at: NOW, text: 'Started printing' }] },
      from: 0,
      count: 1,
    },
  ],
  [
    'Cups, the last first: Today: Started printing. Today: Starting printing. Today: Who is there?',
    {
      type: 'list',
      list: {
        kind: 'log',
        service: 'cups',
        items: ['Started printing.', 'Starting printing...', 'Who is there?'].map((text) => ({
          at: NOW,
          text,
        })),
      },
      from: 0,
      count: 3,
    },
  ],
  [
    'Cups has written nothing.',
    { type: 'list', list: { kind: 'log', service: 'cups', items: [] }, from: 0, count: 0 },
  ],
  [
    'From generation 41 to 42: it adds vlc and goes from NixOS 25.05 to 25.11.',
    result({
      type: 'comparison',
      from: 41,
      to: 42,
      added: ['vlc'],
      removed: [],
      upgraded: [],
      nixosVersions: ['25.05', '25.11'],
      servicesAdded: [],
      servicesRemoved: [],
    }),
  ],
  [
    'Dig comes with bind. Say install it.',
    result({ type: 'provides', program: 'dig', packages: [aPackage('bind')] }),
  ],
  [
    'Git comes with git, which is installed.',
    result({ type: 'provides', program: 'git', packages: [aPackage('git')], installed: ['git'] }),
  ],
  [
    'Dig comes with bind and dig. Bind is installed.',
    result({
      type: 'provides',
      program: 'dig',
      packages: [aPackage('bind'), aPackage('dig')],
      installed: ['bind'],
    }),
  ],
  ['I know no package that brings zorp.', result({ type: 'provides', program: 'zorp', packages: [] })],
  ['Everything is up to date.', result({ type: 'updates', upgrades: [], downloadBytes: 0 })],
  [
    'There are updates for one package: Firefox. They download 90 megabytes. Say update the system.',
    result({
      type: 'updates',
      upgrades: [{ attribute: 'firefox', from: '1', to: '2' }],
      downloadBytes: 90e6,
    }),
  ],
  [
    'There are updates for one package: Firefox. Say update the system.',
    result({
      type: 'updates',
      upgrades: [{ attribute: 'firefox', from: '1', to: '2' }],
      downloadBytes: 0,
    }),
  ],
  [
    '100 gigabytes of 500 gigabytes are free. The store takes 50 gigabytes, with four generations. 5 gigabytes of it is garbage. Say collect garbage to free that.',
    result({
      type: 'disk-usage',
      totalBytes: 500e9,
      freeBytes: 100e9,
      storeBytes: 50e9,
      deadBytes: 5e9,
      generations: 4,
    }),
  ],
  ['1200 store paths checked, all whole.', result({ type: 'verified', paths: 1200, damaged: [] })],
  [
    'One store path of 1200 is damaged: vlc. Say repair the system.',
    result({ type: 'verified', paths: 1200, damaged: ['vlc'] }),
  ],
  ['The store is optimised. That saved 2 gigabytes.', result({ type: 'optimised', savedBytes: 2e9 })],
  ['The store was optimal already.', result({ type: 'optimised', savedBytes: 0 })],
  ['All is well.', result({ type: 'health', findings: [] })],
  [
    'Cups has failed. Say restart cups. The disk is nearly full, only 2 gigabytes are left. Say collect garbage to free 1 gigabyte. Two store paths are damaged. Say repair the system. The machine runs an older kernel than the system has. It needs a restart. The configuration was changed and is not in use. Say rebuild. The last update was 90 days ago. Say update the system.',
    result({
      type: 'health',
      findings: [
        { what: 'failed-service', service: 'cups' },
        { what: 'disk-nearly-full', freeBytes: 2e9, deadBytes: 1e9 },
        { what: 'damaged-paths', count: 2 },
        { what: 'needs-restart' },
        { what: 'not-applied' },
        { what: 'old-system', days: 90 },
      ],
    }),
  ],
  [
    'The processor is 12 percent busy. 4 gigabytes of 16 gigabytes memory are used. It is 48 degrees warm. It has been up for about two hours.',
    result({
      type: 'metrics',
      processorPercent: 12,
      memoryUsedBytes: 4e9,
      memoryTotalBytes: 16e9,
      uptimeMs: 7.2e6,
      celsius: 48,
    }),
  ],
  [
    'The processor is 0 percent busy. 4 gigabytes of 16 gigabytes memory are used. It has been up for about two hours. Before you asked I knew 98 percent of the generations and 50 percent of what has to be fetched.',
    result({
      type: 'metrics',
      processorPercent: 0,
      memoryUsedBytes: 4e9,
      memoryTotalBytes: 16e9,
      uptimeMs: 7.2e6,
      hitRates: { generations: { asked: 812, known: 799 }, downloads: { asked: 2, known: 1 } },
    }),
  ],
  [
    'I know no service called cupz. Did you mean cups?',
    result({ type: 'no-such-service', service: 'cupz', near: ['cups'] }),
  ],
  [
    'I know no option called a.b. Say it in other words.',
    result({ type: 'no-such-option', option: 'a.b', near: [] }),
  ],
  [
    'Boot.loader.timeout cannot be soon. It takes a number of seconds.',
    result({
      type: 'bad-value',
      option: 'boot.loader.timeout',
      value: 'soon',
      wants: 'a number of seconds',
    }),
  ],
  [
    'Generation 42 is in use, so I keep it.',
    result({ type: 'protected-generation', number: 42, why: 'current' }),
  ],
  [
    'The machine was started from generation 40, so I keep it.',
    result({ type: 'protected-generation', number: 40, why: 'booted' }),
  ],
  ['There are no such generations to delete.', nothing('no-such-generations')],
  ['I keep those generations: they are in use, or among the newest.', nothing('generations-kept')],
  ['Cups is already running.', nothing('already-running', 'cups')],
  ['Cups is already stopped.', nothing('already-stopped', 'cups')],
  ['Cups is already enabled.', nothing('already-enabled', 'cups')],
  ['Cups is already disabled.', nothing('already-disabled', 'cups')],
  ['It is set so already.', nothing('already-set', 'hardware.bluetooth.enable')],
  ['You have the best speech model already.', nothing('already-best-model')],
  ['Nothing waits for a restart.', nothing('no-restart-awaited')],
  ['There is nothing to repair.', nothing('nothing-to-repair')],
  [
    'Which ones? Say older than thirty days, keep the newest five, or their numbers.',
    { type: 'missing', slot: 'limit', heard: null },
  ],
  ['What shall it be set to?', { type: 'missing', slot: 'value', heard: null }],
  ['Which setting? Say its name.', { type: 'missing', slot: 'option', heard: null }],
  ['Which service? Say its name.', { type: 'missing', slot: 'service', heard: null }],
  ['Which command?', { type: 'missing', slot: 'program', heard: null }],
  [
    'Did you mean cups or sshd?',
    {
      type: 'which',
      slot: 'service',
      candidates: [
        { value: 'cups', spoken: 'printing' },
        { value: 'sshd', spoken: 's s h' },
      ],
      from: 0,
      count: 2,
      unknown: null,
    },
  ],
  ['Louder: volume 60.', adjusted('adjusted', volumeUp, 60, true)],
  ['Slower: rate 150. Until the end of this session.', adjusted('adjusted', rateDown, 150, false)],
  [
    'Slower: rate 150. I could not keep that for the next time: ASK NIX RATE is set.',
    adjusted('adjusted', rateDown, 150, false, 'ASK_NIX_RATE is set.'),
  ],
  ['My volume stays at 100; I cannot go louder.', adjusted('unchanged', volumeUp, 100)],
  ['My rate stays at 80; I cannot go slower.', adjusted('unchanged', rateDown, 80)],
  ['I keep it short.', adjusted('adjusted', { kind: 'verbosity', level: 'brief' }, 'brief', true)],
  ['I am brief already.', adjusted('unchanged', { kind: 'verbosity', level: 'brief' }, 'brief')],
  ['I listen all the time.', adjusted('adjusted', { kind: 'mode', mode: 'always' }, 'always', true)],
  [
    'It is so already. I listen while the key is held.',
    adjusted('unchanged', { kind: 'mode', mode: 'talk' }, 'talk'),
  ],
  ['My voice is Alan.', adjusted('adjusted', { kind: 'voice', choice: 2 }, 'Alan', true)],
  ['My voice is Alan already.', adjusted('unchanged', { kind: 'voice', choice: 2 }, 'Alan')],
  ['I hear with Yeti.', adjusted('adjusted', { kind: 'microphone', choice: 'yeti' }, 'Yeti', true)],
  ['From now on editor means vim.', adjusted('adjusted', { kind: 'remember', name: EDITOR }, 'vim', true)],
  [
    'From now on print means cups. I could not keep that for the next time: The disk is full.',
    adjusted('adjusted', { kind: 'remember', name: PRINT }, 'cups', false, 'The disk is full.'),
  ],
  ['Editor means vim already.', adjusted('unchanged', { kind: 'remember', name: EDITOR }, 'vim')],
  ['I forgot what editor means.', adjusted('adjusted', { kind: 'forget', spoken: 'editor' }, 1, true)],
  ['I remember nothing for editor.', adjusted('unchanged', { kind: 'forget', spoken: 'editor' }, 0)],
  ['I forgot three names.', adjusted('adjusted', { kind: 'forget', spoken: null }, 3, true)],
  ['I remember no names.', adjusted('unchanged', { kind: 'forget', spoken: null }, 0)],
  [
    'When I ask which one you mean, I remember what you choose.',
    adjusted('unchanged', { kind: 'recall' }, 0),
  ],
  [
    'I remember two names: Editor is vim. Print is cups. Say forget, and a name, and I will ask again.',
    { type: 'list', list: { kind: 'names', items: [EDITOR, PRINT] }, from: 0, count: 2 },
  ],
  [
    'I remember no names. When I ask which one you mean, I remember what you choose.',
    { type: 'list', list: { kind: 'names', items: [] }, from: 0, count: 0 },
  ],
  ['I hear with Yeti already.', adjusted('unchanged', { kind: 'microphone', choice: 'yeti' }, 'Yeti')],
  [
    'Four microphones: 1, Built-in. 2, Yeti, in use. 3, Webcam. Say more for the last one.',
    choices('microphone', null, 'asked', MICROPHONES, 1),
  ],
  [
    'I know no voice robot. Two voices: 1, Alan. 2, Amy. Say which one.',
    choices('voice', 'robot', 'none', ['Alan', 'Amy'], null),
  ],
  [
    'Several are called yeti. Two microphones: 1, Yeti one. 2, Yeti two. Say which one.',
    choices('microphone', 'yeti', 'several', ['Yeti one', 'Yeti two'], null),
  ],
  ['I find no microphone. Is one plugged in?', choices('microphone', null, 'asked', [], null)],
  ['I know of no other voice.', choices('voice', null, 'asked', [], null)],
];

type Outcome = Extract<Reply, { type: 'adjusted' }>['outcome'];

function adjusted(
  type: Outcome['type'],
  adjustment: Outcome['adjustment'],
  value: string | number,
  kept = false,
  why?: string,
): Reply {
  const outcome: Outcome =
    type === 'adjusted'
      ? { type, adjustment, value, kept, ...(why && { why }) }
      : { type, adjustment, value };
  return { type: 'adjusted', outcome };
}

function choices(
  of: 'voice' | 'microphone',
  asked: string | null,
  why: 'asked' | 'none' | 'several',
  items: readonly string[],
  current: number | null,
): Reply {
  const count = Math.min(3, items.length);
  return { type: 'list', list: { kind: 'choices', of, asked, why, current, items }, from: 0, count };
}
