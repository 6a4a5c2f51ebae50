import type { Reply } from '#dialogue/reply.ts';
import type { Answer } from '#nix/answer.ts';
import { aPackage } from '../dialogue/scene.ts';
import { plan } from './plans.ts';

const forMe = (intent: string, attribute: string) => ({ intent, package: attribute, scope: 'user' });
const installs = plan([forMe('install_package', 'firefox'), forMe('install_package', 'vlc')]);
const removes = plan([forMe('remove_package', 'firefox')]);
const undoes = plan([{ intent: 'edit_undo' }], { removes: ['firefox'] });
const question = (asked: typeof installs): Reply => ({
  type: 'question',
  plan: asked,
  words: null,
  replaces: false,
});
const result = (
  answer: Exclude<Answer, { type: 'found' | 'installed' | 'generations' | 'service-log' }>,
): Reply => ({
  type: 'result',
  answer,
  droppedNext: false,
});

/** What is said of packages that only one person has. */
export const OWN_PROFILE_REPLIES: readonly (readonly [words: string, reply: Reply])[] = [
  ['Install Firefox and vlc just for you?', question(installs)],
  ['Remove Firefox from your profile?', question(removes)],
  ['Undo the last change? It removes Firefox.', question(undoes)],
  [
    'Done. Firefox is installed just for you. Vlc is installed just for you.',
    result({ type: 'done', requests: installs.requests }),
  ],
  ['Done. Firefox is removed from your profile.', result({ type: 'done', requests: removes.requests })],
  [
    'Firefox is installed just for you. Say remove Firefox from my profile.',
    result({ type: 'nothing-to-do', why: 'only-for-you', subject: 'firefox' }),
  ],
  [
    'Firefox is installed for everybody, and not just for you. Say remove Firefox.',
    result({ type: 'nothing-to-do', why: 'only-for-everybody', subject: 'firefox' }),
  ],
  [
    'What is just for you and what is for everybody are two changes. Ask for one after the other. Nothing was changed.',
    result({ type: 'failed', code: 'not-together', restored: true }),
  ],
  [
    'The practice system has nothing that is just for you. Ask for it for everybody. Nothing was changed.',
    result({ type: 'failed', code: 'no-own-profile', restored: true }),
  ],
  [
    'Two packages are installed: git and vim just for you.',
    {
      type: 'list',
      list: { kind: 'installed', items: [aPackage('git'), { ...aPackage('vim'), forYou: true }] },
      from: 0,
      count: 2,
    },
  ],
];
