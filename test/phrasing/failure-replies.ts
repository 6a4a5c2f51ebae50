import type { Reply } from '#dialogue/reply.ts';
import type { Answer } from '#nix/answer.ts';

type Failed = Extract<Answer, { type: 'failed' }>;

const failed = (failure: Omit<Failed, 'type' | 'restored'> & { restored?: boolean }): Reply => ({
  type: 'result',
  answer: { type: 'failed', restored: true, ...failure },
  droppedNext: false,
});

const file = '/etc/nixos/configuration.nix';

const UNCHANGED: readonly (readonly [words: string, reply: Reply])[] = (
  [
    [
      'That failed: the disk is full. Say collect garbage to free 3.2 gigabytes.',
      { code: 'no-space', freeableBytes: 3.2e9 },
    ],
    [
      'That failed: the configuration has a mistake in configuration.nix, line 3. Mend it there, then say it again.',
      { code: 'evaluation-failed', file, line: 3 },
    ],
    [
      'That failed: there is no frefox. Perhaps you meant Firefox.',
      { code: 'unknown-attribute', subject: 'frefox', near: ['firefox'] },
    ],
    [
      'That failed: there is no frefox, which is asked for in configuration.nix, line 9. Search for it by another name.',
      { code: 'unknown-attribute', subject: 'frefox', file, line: 9 },
    ],
    [
      'That failed: Visual Studio Code is not free software, and your configuration allows no other. Say allow unfree packages, then ask again.',
      { code: 'unfree', subject: 'vscode' },
    ],
    [
      'That failed: olm has known security holes and is not built. Ask for something else.',
      { code: 'insecure', subject: 'olm' },
    ],
    [
      'That failed: mole is known to be broken. Try again after an update.',
      { code: 'broken', subject: 'mole' },
    ],
    [
      'That failed: steam is not made for this kind of machine. Ask for something else.',
      { code: 'unsupported', subject: 'steam' },
    ],
    [
      'That failed: there is no option servces.nginx.enable, which is set in configuration.nix. Take it out or ask for another.',
      { code: 'unknown-option', subject: 'servces.nginx.enable', file },
    ],
    [
      'That failed: networking.hostName is set to two different things, once in configuration.nix. Take one of them out, then say it again.',
      { code: 'conflicting-option', subject: 'networking.hostName', file },
    ],
    [
      'That failed: time.timeZone does not take what it is set to in configuration.nix. Ask for another value.',
      { code: 'bad-option-value', subject: 'time.timeZone', file },
    ],
    [
      'That failed: Git does not know ask-nix.json of your configuration. Add it to Git, then say it again.',
      { code: 'untracked', subject: 'ask-nix.json' },
    ],
    [
      'That failed: what was fetched for vlc is not what it should be. Try again after an update.',
      { code: 'hash-mismatch', subject: 'vlc' },
    ],
    [
      'That failed: vlc can be neither downloaded nor built here. Try again when you are online, or after an update.',
      { code: 'no-substitute', subject: 'vlc' },
    ],
    [
      'That failed: building vlc took too long and was given up. Try again when the machine is less busy.',
      { code: 'timed-out', subject: 'vlc' },
    ],
    [
      'That takes the rights of root, and I have nobody to ask for them. To hear how to set up the root helper, type: ask-nix doctor.',
      { code: 'not-permitted' },
    ],
    [
      'That would go online, and your settings forbid it. Type: ask-nix config set offline false.',
      { code: 'offline' },
    ],
    [
      'That failed: there is a mistake in ask-nix.json, line 2. Mend it there, then say it again.',
      { code: 'broken-state', file: '/etc/nixos/ask-nix.json', line: 2 },
    ],
    [
      'Only root may see where updates come from. Say update the system, which asks the root helper.',
      { code: 'updates-unknown' },
    ],
    [
      'That failed: the Nix daemon does not answer. Type: sudo systemctl restart nix-daemon.',
      { code: 'no-daemon' },
    ],
    ['That failed: another program is using Nix. Try again when it is over.', { code: 'locked' }],
    [
      'That failed: vim is still in use. Delete the generations that use it first.',
      { code: 'still-in-use', subject: 'vim' },
    ],
    [
      'That failed: that generation is gone. Say list generations to hear what is there.',
      { code: 'no-generation' },
    ],
    [
      'That failed: your profile belongs to another tool of Nix. Install it for the whole system instead.',
      { code: 'wrong-profile' },
    ],
    [
      'That failed: a check before the switch said no. Say rebuild for the next start.',
      { code: 'pre-switch-check' },
    ],
    [
      'That failed: the boot menu could not be written. Check the boot partition, then say it again.',
      { code: 'bootloader' },
    ],
    [
      'That failed: the boot partition is full. Say delete old generations to make room.',
      { code: 'boot-full' },
    ],
    [
      'That failed: the new system is still being activated, and something in it hangs. Stop what hangs, or type: journalctl --follow --unit nixos-rebuild-switch-to-configuration.',
      { code: 'still-activating' },
    ],
    [
      'That failed: ask-nix.json was written by a newer version of ask-nix. Update ask-nix, or put back the file that it had before.',
      { code: 'newer-file', file: '/etc/nixos/ask-nix.json' },
    ],
    [
      'That failed: Nix cannot be started here. Install it, or put it on the path, then type: ask-nix doctor.',
      { code: 'no-nix' },
    ],
    [
      'That failed: your configuration is in Git, and Git does not do as it is asked. Look with: git status, in the folder of the configuration.',
      { code: 'no-git' },
    ],
    [
      'That failed: Git is at work in your configuration, or was killed there and left index.lock. Wait for it; if none runs, delete that file.',
      { code: 'git-locked', subject: 'index.lock' },
    ],
    [
      'That failed: nobody tells how services are. To hear whether systemd answers, type: ask-nix doctor.',
      { code: 'no-services' },
    ],
    [
      'That failed: the Nix daemon does not let me ask. To hear why, type: ask-nix doctor.',
      { code: 'daemon-refuses' },
    ],
    [
      'That failed: the Nix daemon speaks a version that I do not understand. Update ask-nix, or Nix.',
      { code: 'daemon-version' },
    ],
    [
      'That failed: the root helper does not answer me. To hear why, type: ask-nix doctor.',
      { code: 'no-helper' },
    ],
    [
      'That failed: there is no configuration where it should be. Type: ask-nix config set nix.places.configuration, and its folder.',
      { code: 'no-configuration' },
    ],
    [
      "Your configuration is not root's alone, and who can write there would be root. To hear which file, type: ask-nix doctor.",
      { code: 'distrusted' },
    ],
    [
      'Your configuration does not import my file, ask-nix.nix. Add it to the imports of configuration.nix once, then ask again.',
      { code: 'not-imported' },
    ],
    [
      'Vim is written by hand in configuration.nix, line 12, and I change nothing there. Change it there, then say rebuild.',
      { code: 'by-hand', subject: 'vim', file, line: 12 },
    ],
    ['The screen is locked, so I only look. Unlock it and say it again.', { code: 'screen-locked' }],
    ['That failed: I cannot tell why. Say check the health to look.', { code: 'unexplained' }],
  ] as const
).map(([words, failure]) => [`${words} Nothing was changed.`, failed(failure)] as const);

/** What a real Nix fails for, in words. */
export const FAILURE_REPLIES: readonly (readonly [words: string, reply: Reply])[] = [
  ...UNCHANGED,
  [
    'The new system, generation 44, takes over when the machine starts the next time. Say reboot to restart now. Or say undo to return to 43.',
    failed({ code: 'needs-restart', restored: false, generation: 44, previous: 43 }),
  ],
  [
    'Cups did not start. You are on generation 44, and everything else is in place. Say: log of cups. The new kernel is used after a restart. Say reboot to restart now.',
    failed({ code: 'unit-failed', subject: 'cups', restored: false, generation: 44, needsRestart: 'kernel' }),
  ],
];
