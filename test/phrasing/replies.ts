import type { Reply } from '#dialogue/reply.ts';
import type { Plan } from '#nix/plan.ts';
import { aGeneration, aPackage } from '../dialogue/scene.ts';
import { NOW, plan } from './plans.ts';

const TUESDAY = new Date(2026, 10, 10, 9).getTime();

const FLAKE = {
  key: 'flake',
  names: ['flake'],
  sentences: ['A flake is a folder.', 'It names what it needs.'],
} as const;

export const context = {
  names: (attribute: string) =>
    ({ firefox: 'Firefox', vscode: 'Visual Studio Code' })[attribute] ?? attribute,
  serviceName: (unit: string) => unit,
  optionName: (path: string) => path,
  isList: (path: string) => /(Ports|\.nameservers|\.experimental-features)$/.test(path),
  topicsAbout: (text: string) => (text === 'flakes' ? [FLAKE] : []),
  now: NOW,
};

const firefox = { intent: 'install_package', package: 'firefox' };
const nano = { intent: 'remove_package', package: 'nano' };
export const installPlan = plan([firefox], {
  adds: ['firefox'],
  downloadBytes: 68e6,
  estimateMs: 6000,
  goesOnline: true,
});
const rollbackPlan = plan([{ intent: 'rollback', target: { kind: 'previous' } }], {
  removes: ['firefox'],
  from: { number: 43, madeAt: NOW },
  to: { number: 41, madeAt: TUESDAY },
});
export const garbagePlan = plan([{ intent: 'collect_garbage' }], {
  undoable: false,
  loses: { paths: 1200, bytes: 3.2e9 },
  estimateMs: 9000,
});
const progress = {
  type: 'progress',
  phase: 'downloading',
  done: 34,
  total: 68,
  remainingMs: 240_000,
  current: 'firefox',
} as const;
const question = (asked: Plan, words: string | null = null, replaces = false): Reply => ({
  type: 'question',
  plan: asked,
  words,
  replaces,
});
const result = (answer: Extract<Reply, { type: 'result' }>['answer'], droppedNext = false): Reply => ({
  type: 'result',
  answer,
  droppedNext,
});
const vlc = { ...aPackage('vlc'), version: '3.0.21', description: 'Media player' };
const found = (count: number) => ['vim', 'nano', 'emacs', 'kakoune', 'helix'].slice(0, count).map(aPackage);
const generations = [aGeneration(43, true), aGeneration(42), aGeneration(41), aGeneration(40)].map(
  (one, at) => ({
    ...one,
    madeAt: NOW - at * 86_400_000,
  }),
);
const candidates = [
  { value: 'firefox', spoken: 'firefox' },
  { value: 'vscode', spoken: 'code' },
];

/** Every kind of reply with its words at normal verbosity. */
export const REPLIES: readonly (readonly [words: string, reply: Reply])[] = [
  [
    'Hello. This is the practice system; nothing real changes. Say hey nix, and what you want. I hear with a small model. Say get the better model to be understood better. Help tells what I can do.',
    { type: 'greeting', system: 'practice', ears: 'microphone', mode: 'wake', smallModel: true },
  ],
  [
    'Hello. This is your real system. Before anything changes I ask. Type what you want. Help tells what I can do.',
    { type: 'greeting', system: 'local', ears: 'terminal', mode: 'wake', smallModel: false },
  ],
  ['Install Firefox? It downloads 68 megabytes.', question(installPlan)],
  ['Switch back to generation 41, from Tuesday the tenth? It removes Firefox.', question(rollbackPlan)],
  [
    'Collect the garbage? This deletes 1200 store paths for good, which frees 3.2 gigabytes. It cannot be undone. Say: delete them. Or say no.',
    question(garbagePlan, 'delete them'),
  ],
  [
    'Update the system? It goes online. Only then it shows what it brings, and how long it takes.',
    question(plan([{ intent: 'update_system' }], { goesOnline: true, isBlind: true, estimateMs: 900 })),
  ],
  [
    'Install Firefox? It takes the rights of root, and I have nobody to ask for them.',
    question(plan([firefox], { isNotPermitted: true })),
  ],
  [
    'Switch back to generation 41, from Tuesday the tenth? It removes Firefox. It works only after a restart of the machine. Channels and flake inputs stay, so the next change brings their versions.',
    question({
      ...rollbackPlan,
      effects: { ...rollbackPlan.effects, concerns: ['needs-restart', 'other-kernel', 'other-inputs'] },
    }),
  ],
  [
    'Install Firefox? What has changed in your own files comes along.',
    question(plan([firefox], { concerns: ['changed-by-hand'] })),
  ],
  [
    'Working on it, online. How long it takes will show.',
    { type: 'started', plan: plan([{ intent: 'update_system' }], { isBlind: true }) },
  ],
  [
    'Collect the garbage? This deletes 1200 store paths for good, which frees up to 3.2 gigabytes. It cannot be undone. Say: delete them. Or say no.',
    question({ ...garbagePlan, system: 'local' }, 'delete them'),
  ],
  [
    'I dropped what I asked before. Install Firefox and remove nano?',
    question(plan([firefox, nano]), null, true),
  ],
  ['Install Firefox and vlc?', question(plan([firefox, { ...firefox, package: 'vlc' }]))],
  [
    'Update the system? It changes the version of two packages. It downloads 1.5 gigabytes, builds three packages and takes about four minutes.',
    question(
      plan([{ intent: 'update_system' }], {
        upgrades: [
          { attribute: 'vlc', from: '1', to: '2' },
          { attribute: 'git', from: '1', to: '2' },
        ],
        downloadBytes: 1.5e9,
        builds: 3,
        estimateMs: 240_000,
      }),
    ),
  ],
  [
    'Switch to generation 45?',
    question(
      plan([{ intent: 'rollback', target: { kind: 'number', number: 45 } }], {
        from: { number: 43, madeAt: 0 },
        to: { number: 45 },
      }),
    ),
  ],
  [
    'Undo the last change and return to generation 42, from yesterday?',
    question(plan([{ intent: 'edit_undo' }], { to: { number: 42, madeAt: NOW - 86_400_000 } })),
  ],
  ['Rebuild the system for the next start?', question(plan([{ intent: 'rebuild', action: 'boot' }]))],
  [
    'Try Firefox? It goes online.',
    question(plan([{ intent: 'try_package', package: 'firefox' }], { goesOnline: true })),
  ],
  [
    'I am still asking: install Firefox? Say yes or no.',
    { type: 'reminder', plan: installPlan, words: null },
  ],
  [
    'I am still asking: collect the garbage? Say: delete them. Or say no.',
    { type: 'reminder', plan: garbagePlan, words: 'delete them' },
  ],
  [
    'The plan is to install Firefox. It adds Firefox. It downloads 68 megabytes and takes about six seconds. It can be undone. It happens on the practice system. Shall I? Say yes or no.',
    { type: 'plan-details', plan: installPlan, words: null, asking: true },
  ],
  [
    'For that I need a clear yes. Say: yes, do it. Or say no.',
    { type: 'weak-yes', needed: 'clear', words: 'x' },
  ],
  [
    'For that I need the words. Say: delete them. Or say no.',
    { type: 'weak-yes', needed: 'named', words: 'delete them' },
  ],
  ['That came before my question. Listen to it, then say yes or no.', { type: 'early-yes' }],
  [
    'There is nothing to say yes to. Say what you want, for example: list generations.',
    { type: 'nothing-to-confirm', planning: false },
  ],
  ['One moment. I have not asked yet.', { type: 'nothing-to-confirm', planning: true }],
  ['All right, nothing was changed.', { type: 'dropped', why: 'deny' }],
  ['Cancelled. Nothing was changed.', { type: 'dropped', why: 'cancel' }],
  [
    'I got no answer, so I dropped it. Nothing was changed. Say it again if you want it.',
    { type: 'dropped', why: 'expired' },
  ],
  ['I dropped what I had asked. Nothing was changed.', { type: 'dropped', why: 'muted' }],
  ['Nobody can answer now, so I dropped it. Nothing was changed.', { type: 'dropped', why: 'ears-closed' }],
  ['Working on it. It takes about six seconds.', { type: 'started', plan: installPlan }],
  [
    'Downloading Firefox, just begun, about four minutes to go.',
    { type: 'progress', plan: installPlan, progress },
  ],
  [
    'Building Firefox, which takes longer than I thought.',
    {
      type: 'progress',
      plan: installPlan,
      progress: { ...progress, phase: 'building', current: 'firefox', isLate: true },
    },
  ],
  ['I am still at it: install Firefox.', { type: 'progress', plan: installPlan, progress: null }],
  ['Nothing is running. I am waiting for you.', { type: 'status', doing: 'nothing' }],
  ['I am looking into it.', { type: 'status', doing: 'planning' }],
  [
    'I am still asking: install Firefox? Say yes or no.',
    { type: 'status', doing: 'asking', plan: installPlan, words: null },
  ],
  [
    'I have begun to install Firefox, about five seconds to go.',
    {
      type: 'status',
      doing: 'running',
      plan: installPlan,
      progress: null,
      remainingMs: 5000,
      cancelling: false,
    },
  ],
  [
    'I am stopping it: install Firefox.',
    { type: 'status', doing: 'running', plan: installPlan, progress, remainingMs: 5000, cancelling: true },
  ],
  [
    'Done. Firefox is installed. You are on generation 44. Say undo to return to 43.',
    result({ type: 'done', requests: installPlan.requests, generation: 44, previous: 43 }),
  ],
  [
    'Done. That freed 3.2 gigabytes.',
    result({ type: 'done', requests: garbagePlan.requests, freedBytes: 3.2e9 }),
  ],
  [
    'You can try vlc now. Its program vlc is ready until goodbye. Say install it to keep it.',
    result({ type: 'tried', package: vlc, folder: 'x' }),
  ],
  [
    'You can try vlc now. Its program vlc is ready until the next try. It is in /run/ask-nix/try/bin. Say install it to keep it.',
    result({ type: 'tried', package: vlc, folder: '/run/ask-nix/try/bin', kept: true }),
  ],
  [
    'It is built and not in use. Switching to it would add Firefox and remove nano.',
    result({ type: 'built', action: 'build', adds: ['firefox'], removes: ['nano'] }),
  ],
  [
    'I only looked. Switching to it would change the version of one package.',
    result({
      ...{ type: 'built', action: 'dry-run', adds: [], removes: [], differs: true },
      upgrades: [{ attribute: 'firefox', from: '1', to: '2' }],
    }),
  ],
  [
    'I only looked. It is not the same as the present system.',
    result({ type: 'built', action: 'dry-run', adds: [], removes: [], upgrades: [], differs: true }),
  ],
  [
    'I only looked. It is the same as the present system.',
    result({ type: 'built', action: 'dry-run', adds: [], removes: [] }),
  ],
  [
    'Vlc, version 3.0.21: Media player. It is not installed. Say install it to have it.',
    result({ type: 'info', package: vlc, installed: false }),
  ],
  [
    'Vlc, version 3.0.21. It is installed. It is not free software, which the configuration has to allow. It is marked as broken.',
    result({
      type: 'info',
      package: { ...vlc, description: '', unfree: true, broken: true },
      installed: true,
    }),
  ],
  [
    'This is lab, NixOS 25.11, on generation 43. One package is installed. The kernel is 6.12.9, with 16 gigabytes of memory.',
    result({
      type: 'system',
      nixosVersion: '25.11',
      kernel: '6.12.9',
      hostName: 'lab',
      generation: 43,
      memoryBytes: 16e9,
      processor: 'x',
      packages: 1,
    }),
  ],
  [
    'Firefox is already installed.',
    result({ type: 'nothing-to-do', why: 'already-installed', subject: 'firefox' }),
  ],
  [
    'Firefox is not installed. Say what is installed to hear what is.',
    result({ type: 'nothing-to-do', why: 'not-installed', subject: 'firefox' }),
  ],
  [
    'You are already on generation 43.',
    result({ type: 'nothing-to-do', why: 'already-current', subject: '43' }),
  ],
  [
    'There is no older generation to go back to.',
    result({ type: 'nothing-to-do', why: 'no-older-generation' }),
  ],
  ['There is nothing to undo.', result({ type: 'nothing-to-do', why: 'nothing-to-undo' })],
  ['Everything is up to date.', result({ type: 'nothing-to-do', why: 'up-to-date' })],
  ['There is no garbage to collect.', result({ type: 'nothing-to-do', why: 'no-garbage' })],
  [
    'I know no package called fierfox. Did you mean Firefox?',
    result({ type: 'no-such-package', attribute: 'fierfox', near: ['firefox'] }),
  ],
  [
    'There is no generation 60. There are generations 40 to 43.',
    result({ type: 'no-such-generation', number: 60, first: 40, last: 43 }),
  ],
  [
    'That failed: the disk is full. Say collect garbage to make room. Nothing was changed.',
    result({ type: 'failed', code: 'no-space', restored: true }),
  ],
  [
    'That failed: Firefox did not build. Try again after an update. Nothing was changed. I also dropped what was to follow.',
    result({ type: 'failed', code: 'build-failed', subject: 'firefox', restored: true }, true),
  ],
  [
    'That failed: the network cannot be reached. Try again when you are online. I cannot tell whether it was all put back. Say system info to look.',
    result({ type: 'failed', code: 'no-network', restored: false }),
  ],
  [
    'Another change is under way. Try again when it is over. Nothing was changed.',
    result({ type: 'failed', code: 'busy', restored: true }),
  ],
  [
    'Something has changed since I asked. Say it again, and I will ask afresh. Nothing was changed.',
    result({ type: 'failed', code: 'stale-plan', restored: true }),
  ],
  [
    'That failed: the new system is still being activated, and something in it hangs. Stop what hangs, or type: journalctl --follow --unit nixos-rebuild-switch-to-configuration. When it is over, say check the health.',
    result({ type: 'failed', code: 'still-activating', restored: false }),
  ],
  [
    'That failed: the state of the system is damaged. To hear more, type: ask-nix doctor. Nothing was changed.',
    result({ type: 'failed', code: 'broken-state', restored: true }),
  ],
  [
    'That failed: I am not allowed to write there. Check who owns the folder. Nothing was changed.',
    result({ type: 'failed', code: 'unwritable', restored: true }),
  ],
  [
    'That failed: the disk does not do as it should. Try again, and check it if it stays so. Nothing was changed.',
    result({ type: 'failed', code: 'disk-failed', restored: true }),
  ],
  ['Cancelled. Everything is as it was before.', result({ type: 'cancelled', restored: true })],
  [
    'I found nothing for editor. Try other words.',
    { type: 'list', list: { kind: 'found', query: 'editor', items: [] }, from: 0, count: 0 },
  ],
  [
    'Two packages for editor: Vim: The vim program. Nano: The nano program. Say install, and which one.',
    { type: 'list', list: { kind: 'found', query: 'editor', items: found(2) }, from: 0, count: 2 },
  ],
  [
    'Five packages are installed: vim, nano and emacs. Say more for the other 2.',
    { type: 'list', list: { kind: 'installed', items: found(5) }, from: 0, count: 3 },
  ],
  ['kakoune and helix.', { type: 'list', list: { kind: 'installed', items: found(5) }, from: 3, count: 2 }],
  [
    'Two generations, newest first: 43, from today at 12 in the afternoon, in use. 42, from today at 10:30 in the morning.',
    {
      type: 'list',
      list: {
        kind: 'generations',
        items: generations.slice(0, 2).map((one, at) => ({ ...one, madeAt: NOW - at * 5_400_000 })),
      },
      from: 0,
      count: 2,
    },
  ],
  [
    'Four generations, newest first: 43, from today, in use. 42, from yesterday. 41, from Tuesday the seventeenth. Say more for the last one.',
    { type: 'list', list: { kind: 'generations', items: generations }, from: 0, count: 3 },
  ],
  [
    'The last first: Today: install vlc, done.',
    {
      type: 'list',
      list: { kind: 'history', items: [{ at: NOW, said: 'install vlc', outcome: 'done' }] },
      from: 0,
      count: 1,
    },
  ],
  [
    'The last first: Today: enable printing, done, but printing did not start.',
    {
      type: 'list',
      list: {
        kind: 'history',
        items: [{ at: NOW, said: 'enable printing', outcome: 'done', notStarted: 'printing' }],
      },
      from: 0,
      count: 1,
    },
  ],
  ['That is all.', { type: 'end-of-list' }],
  [
    'Did you mean Firefox or Visual Studio Code?',
    { type: 'which', slot: 'package', candidates, from: 0, count: 2, unknown: null },
  ],
  [
    'I know no package called fox. Did you mean Firefox? Say more for others.',
    { type: 'which', slot: 'package', candidates, from: 0, count: 1, unknown: 'fox' },
  ],
  ['Which package? Say its name.', { type: 'missing', slot: 'package', heard: null }],
  [
    'I know no package called zel. Say it again, or say: spell it.',
    { type: 'missing', slot: 'package', heard: 'zel' },
  ],
  ['What shall I search for?', { type: 'missing', slot: 'query', heard: null }],
  ['Which generation? Say its number.', { type: 'missing', slot: 'target', heard: null }],
  ['Spell it, letter by letter.', { type: 'spell-now' }],
  ['G, O, underscore, 4.', { type: 'spelled', text: 'go_4' }],
  [
    'I am busy: install Firefox. It takes about four minutes more. Ask again then, or say cancel.',
    { type: 'busy', plan: installPlan, remainingMs: 240_000 },
  ],
  ['That is too much at once. Wait for my answers, then ask again.', { type: 'too-much-at-once' }],
  ['One thing at a time, please. Say the first one again.', { type: 'one-at-a-time' }],
  [
    'I understand that, but I cannot do it yet. Say help to hear what I can do.',
    { type: 'cannot-do', intent: 'x' },
  ],
  ['A flake is a folder. It names what it needs.', { type: 'explanation', topic: 'flakes', part: 'begin' }],
  ['That is all.', { type: 'explanation', topic: 'flakes', part: 'rest' }],
  [
    'I have nothing on chess. Ask in another word, for example: what is a generation. Or say help.',
    { type: 'explanation', topic: 'chess', part: 'begin' },
  ],
  [
    'What shall I explain? Ask for example: what is a generation.',
    { type: 'explanation', topic: '', part: 'begin' },
  ],
  [
    'I did not understand that. Say help to hear what I can do.',
    { type: 'not-understood', why: 'not-in-grammar', hint: null, state: 'idle', offersHelp: true },
  ],
  [
    'What shall I do with it? You can say: install docker.',
    { type: 'not-understood', why: 'bare-noun', hint: 'install docker', state: 'idle', offersHelp: false },
  ],
  [
    'I did not understand that. Say yes or no.',
    { type: 'not-understood', why: 'not-in-grammar', hint: null, state: 'confirming', offersHelp: true },
  ],
  [
    'I am waiting for an answer. Yes carries the plan out. No drops it. Say why to hear more about it, or say repeat.',
    { type: 'help', state: 'confirming' },
  ],
  ['I heard: in store fire fox.', { type: 'heard', text: 'in store fire fox' }],
  ['I have heard nothing yet.', { type: 'heard', text: null }],
  ['I have said nothing yet.', { type: 'nothing-to-repeat' }],
  [
    'Stopping: install Firefox. I will tell you when it is over.',
    { type: 'cancelling', plan: installPlan, already: false },
  ],
  ['I am already stopping it.', { type: 'cancelling', plan: installPlan, already: true }],
  ['Cancelled.', { type: 'cancelled-look' }],
  ['There is nothing to cancel.', { type: 'nothing-to-cancel' }],
  ['That was already done. Say undo to take it back.', { type: 'already-done' }],
  ['I am still at it: install Firefox. Say cancel to stop it.', { type: 'cancel-hint', plan: installPlan }],
  ['I ask about that when this is over: install Firefox.', { type: 'queued', plan: installPlan }],
  ['I stop listening. Say start listening when you need me.', { type: 'muted' }],
  ['I am not listening. Say or type: start listening.', { type: 'still-muted' }],
  ['I am listening.', { type: 'listening-again' }],
  ['Goodbye.', { type: 'goodbye', running: null, dropped: false }],
  [
    'I dropped what I had asked. I finish first: install Firefox. Goodbye.',
    { type: 'goodbye', running: installPlan, dropped: true },
  ],
  [
    'The Yeti went away. I listen to another microphone until it is back.',
    {
      type: 'notice',
      message: 'the Yeti went away. I listen to another microphone until it is back.',
    },
  ],
  [
    'I did not understand that. Say: delete them. Or say no.',
    {
      type: 'not-understood',
      why: 'not-in-grammar',
      hint: null,
      state: 'confirming',
      offersHelp: false,
      words: 'delete them',
    },
  ],
  ['I dropped what I asked before.', { type: 'dropped', why: 'replaced' }],
  [
    'I cannot hear. No microphone was found.',
    { type: 'trouble', where: 'ears', code: 'no-device', message: 'no microphone was found' },
  ],
];
