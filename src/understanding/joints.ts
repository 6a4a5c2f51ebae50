import { MANAGERS } from './classifier/managers.ts';
import { phrasesAt, setPhrases } from './set-phrases.ts';
import type { Words } from './words.ts';

/** "And then" is often heard as "and the"; each part must make sense by itself all the same. */
const CONNECTORS = setPhrases(
  'and after that|and after|and then|and the|and this|and that|and also|and afterwards|and later|and finally|and next|and if so|' +
    'and when that is done|and when that is finished|and when it is done|and once that is done|and as soon as that is done|' +
    'when that is done|once that is done|but also|but|afterwards|finally|as well as|followed by|after that|then|and|plus|also',
);

/** Where a sentence can be cut: the left part ends at `end`, the right one starts at `start`. */
interface Joint {
  end: number;
  start: number;
  /** By a word ("and then"), and not only by a pause. */
  isSaid: boolean;
}

/** Where a sentence may go on with something else. */
export function jointsOf({ words, breaks }: Words): Joint[] {
  const joints: Joint[] = [];
  for (let at = 1; at < words.length; at++) {
    const [connector] = phrasesAt(CONNECTORS, words, at);
    const start = at + (connector?.length ?? 0);
    if (connector && start < words.length) joints.push({ end: at, start, isSaid: true });
    else if (breaks.has(at) || isNextCommand(words, at)) joints.push({ end: at, start: at, isSaid: false });
    if (connector) at += connector.length - 1;
  }
  return joints;
}

/** "Install neovim remove nano", "…, apt remove nano": nothing but a verb tells where the next command begins. */
function isNextCommand(words: readonly string[], at: number): boolean {
  const [before = '', word = '', next = ''] = words.slice(at - 1, at + 2);
  if (at < 2 || LEADS_TO_VERB.has(before) || MANAGERS.has(before)) return false;
  return COMMANDS.has(word) || (MANAGERS.has(word) && COMMANDS.has(next));
}

const COMMANDS = new Set(
  'install uninstall remove delete restart rebuild enable disable reinstall deactivate activate'.split(' '),
);
const LEADS_TO_VERB = new Set(
  "to and or not don't never please can could would will should must shall may might i we you they he she it then also just first now who that which the a an".split(
    ' ',
  ),
);
