import type { Answer } from '#nix/answer.ts';
import type { FailureCode } from '#nix/failure-code.ts';
import type { PhrasingContext } from './phrase.ts';
import { saySize } from './say-size.ts';

type Failed = Extract<Answer, { type: 'failed' }>;

/** Those with sentences of their own are in `say-failure.ts`. */
export type Reason = Exclude<FailureCode, 'unit-failed' | 'needs-restart' | 'contradiction' | 'busy'>;

export interface About extends Failed {
  /** The subject as it is called; `at`: the place, as it is said. */
  name: string | undefined;
  at: string | undefined;
}

interface Said {
  why: string;
  next: string;
}

const AGAIN_AFTER_UPDATE = 'Try again after an update';
const ELSE = 'Ask for something else';
const within = (at: string | undefined) => (at ? ` in ${at}` : '');
const the = (name: string | undefined, otherwise = 'something') => name ?? otherwise;

/** Why something failed, and what one can do. */
export const REASONS: Readonly<Record<Reason, (about: About, context: PhrasingContext) => Said>> = {
  'no-space': ({ freeableBytes = 0 }) => ({
    why: 'the disk is full',
    next:
      freeableBytes > 0
        ? `Say collect garbage to free ${saySize(freeableBytes)}`
        : 'Say collect garbage to make room',
  }),
  'no-network': () => ({
    why: 'the network cannot be reached',
    next: 'Try again when you are online',
  }),
  'build-failed': ({ name }) => ({ why: `${the(name)} did not build`, next: AGAIN_AFTER_UPDATE }),
  'stale-plan': () => ({
    why: 'something has changed since I asked',
    next: 'Say it again, and I will ask afresh',
  }),
  'broken-state': ({ at }) => ({
    why: at ? `there is a mistake in ${at}` : 'the state of the system is damaged',
    next: at ? 'Mend it there, then say it again' : 'To hear more, type: ask-nix doctor',
  }),
  'newer-file': ({ at }) => ({
    why: `${at ?? 'my file'} was written by a newer version of ask-nix`,
    next: 'Update ask-nix, or put back the file that it had before',
  }),
  'no-nix': () => ({
    why: 'Nix cannot be started here',
    next: 'Install it, or put it on the path, then type: ask-nix doctor',
  }),
  'no-git': () => ({
    why: 'your configuration is in Git, and Git does not do as it is asked',
    next: 'Look with: git status, in the folder of the configuration',
  }),
  'git-locked': ({ subject }) => ({
    why: `Git is at work in your configuration, or was killed there and left ${subject ?? 'its lock'}`,
    next: 'Wait for it; if none runs, delete that file',
  }),
  'no-services': () => ({
    why: 'nobody tells how services are',
    next: 'To hear whether systemd answers, type: ask-nix doctor',
  }),
  'no-helper': () => ({
    why: 'the root helper does not answer me',
    next: 'To hear why, type: ask-nix doctor',
  }),
  'no-configuration': () => ({
    why: 'there is no configuration where it should be',
    next: 'Type: ask-nix config set nix.places.configuration, and its folder',
  }),
  'evaluation-failed': ({ name, at }) => ({
    why: `the configuration has a mistake${at ? within(at) : name ? ` at ${name}` : ''}`,
    next: at ? 'Mend it there, then say it again' : ELSE,
  }),
  unwritable: () => ({
    why: 'I am not allowed to write there',
    next: 'Check who owns the folder',
  }),
  'disk-failed': () => ({
    why: 'the disk does not do as it should',
    next: 'Try again, and check it if it stays so',
  }),
  'unknown-attribute': ({ name, at, near: [near] = [] }, { names }) => ({
    why: `there is no ${the(name, 'such package')}${at ? `, which is asked for in ${at}` : ''}`,
    next: near === undefined ? 'Search for it by another name' : `Perhaps you meant ${names(near)}`,
  }),
  unfree: ({ name }) => ({
    why: `${the(name, 'that package')} is not free software, and your configuration allows no other`,
    next: 'Say allow unfree packages, then ask again',
  }),
  insecure: ({ name }) => ({
    why: `${the(name, 'that package')} has known security holes and is not built`,
    next: ELSE,
  }),
  broken: ({ name }) => ({
    why: `${the(name, 'that package')} is known to be broken`,
    next: AGAIN_AFTER_UPDATE,
  }),
  unsupported: ({ name }) => ({
    why: `${the(name, 'that package')} is not made for this kind of machine`,
    next: ELSE,
  }),
  'unknown-option': ({ name, at }) => ({
    why: `there is no option ${the(name, 'of that name')}${at ? `, which is set in ${at}` : ''}`,
    next: 'Take it out or ask for another',
  }),
  'conflicting-option': ({ name, at }) => ({
    why: `${the(name, 'an option')} is set to two different things${at ? `, once in ${at}` : ''}`,
    next: 'Take one of them out, then say it again',
  }),
  'bad-option-value': ({ name, at }) => ({
    why: `${the(name, 'an option')} does not take what it is set to${within(at)}`,
    next: 'Ask for another value',
  }),
  untracked: ({ subject }) => ({
    why: `Git does not know ${the(subject, 'a file')} of your configuration`,
    next: 'Add it to Git, then say it again',
  }),
  'hash-mismatch': ({ name }) => ({
    why: `what was fetched for ${the(name)} is not what it should be`,
    next: AGAIN_AFTER_UPDATE,
  }),
  'no-substitute': ({ name }) => ({
    why: `${the(name)} can be neither downloaded nor built here`,
    next: 'Try again when you are online, or after an update',
  }),
  'timed-out': ({ name }) => ({
    why: `building ${the(name)} took too long and was given up`,
    next: 'Try again when the machine is less busy',
  }),
  'updates-unknown': () => ({
    why: 'only root may see where updates come from',
    next: 'Say update the system, which asks the root helper',
  }),
  offline: () => ({
    why: 'that would go online, and your settings forbid it',
    next: 'Type: ask-nix config set offline false',
  }),
  'not-permitted': () => ({
    why: 'that takes the rights of root, and I have nobody to ask for them',
    next: 'To hear how to set up the root helper, type: ask-nix doctor',
  }),
  distrusted: () => ({
    why: "your configuration is not root's alone, and who can write there would be root",
    next: 'To hear which file, type: ask-nix doctor',
  }),
  'no-daemon': () => ({
    why: 'the Nix daemon does not answer',
    next: 'Type: sudo systemctl restart nix-daemon',
  }),
  'daemon-refuses': () => ({
    why: 'the Nix daemon does not let me ask',
    next: 'To hear why, type: ask-nix doctor',
  }),
  'daemon-version': () => ({
    why: 'the Nix daemon speaks a version that I do not understand',
    next: 'Update ask-nix, or Nix',
  }),
  locked: () => ({
    why: 'another program is using Nix',
    next: 'Try again when it is over',
  }),
  'still-in-use': ({ name }) => ({
    why: `${the(name)} is still in use`,
    next: 'Delete the generations that use it first',
  }),
  'no-generation': () => ({
    why: 'that generation is gone',
    next: 'Say list generations to hear what is there',
  }),
  'wrong-profile': () => ({
    why: 'your profile belongs to another tool of Nix',
    next: 'Install it for the whole system instead',
  }),
  'pre-switch-check': () => ({
    why: 'a check before the switch said no',
    next: 'Say rebuild for the next start',
  }),
  bootloader: () => ({
    why: 'the boot menu could not be written',
    next: 'Check the boot partition, then say it again',
  }),
  'still-activating': () => ({
    why: 'the new system is still being activated, and something in it hangs',
    next: 'Stop what hangs, or type: journalctl --follow --unit nixos-rebuild-switch-to-configuration',
  }),
  'boot-full': () => ({
    why: 'the boot partition is full',
    next: 'Say delete old generations to make room',
  }),
  'not-imported': () => ({
    why: 'your configuration does not import my file, ask-nix.nix',
    next: 'Add it to the imports of configuration.nix once, then ask again',
  }),
  'by-hand': ({ name, at }) => ({
    why: `${the(name, 'that')} is written by hand${within(at)}, and I change nothing there`,
    next: 'Change it there, then say rebuild',
  }),
  'not-together': () => ({
    why: 'what is just for you and what is for everybody are two changes',
    next: 'Ask for one after the other',
  }),
  'no-own-profile': () => ({
    why: 'the practice system has nothing that is just for you',
    next: 'Ask for it for everybody',
  }),
  'screen-locked': () => ({
    why: 'the screen is locked, so I only look',
    next: 'Unlock it and say it again',
  }),
  unexplained: () => ({
    why: 'I cannot tell why',
    next: 'Say check the health to look',
  }),
};
