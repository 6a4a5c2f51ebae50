import { setPhrases } from './set-phrases.ts';

/** What people say when they take back what they just said. */
export const MARKERS = setPhrases(
  'no wait i meant|wait i meant|wait no i mean|no wait i mean|no i mean|no i meant|i mean|i meant|i mean to say|i meant to say|' +
    'what i meant was|i wanted to say|hold up other way round|no no|no wait|wait no|ah wait no|sorry no|no sorry|oh no|oh wait|' +
    'actually no|no actually|no make that|no make it|scratch that|no scratch that|strike that|check that|correct that|' +
    'let me correct that|change that to|change it to|make that|make it|or rather|or better|better|or no|correction|hold on|hold up|' +
    'hang on|oops|whoops|sorry|actually|wait|rather|no|nope|nah|wrong|wrong one|that was wrong|that is wrong|i misspoke|' +
    'on second thought|on second thoughts|changed my mind|i changed my mind|i have changed my mind|let us say|that should be|' +
    'that should have been|should be|instead of that|not that one|not that|my mistake|my bad|i take that back|' +
    'take that back|forget that|forget it|forget what i said|cancel that|scrap that|never mind|never mind that|forget about that',
);

/** What people say behind that which takes the place of what they said before: "install vim, nano rather". */
export const MARKERS_BEHIND = setPhrases(
  'rather|instead|i mean|i meant|i should say|is what i meant|is what i mean|would be better|is better|then instead|instead please',
);

/** Around a name that takes the place of another, and without meaning there: "no, just the last one". */
export const LEADS_IN: ReadonlySet<string> = new Set(
  'just only rather better maybe perhaps please um uh er hm hmm well oh actually but'.split(' '),
);

export const TAKES_BACK = new Set([
  '',
  'no',
  'leave it',
  'leave it alone',
  'leave that',
  'never mind',
  'forget it',
  'forget that',
  'forget about it',
  "don't",
  'do not',
  "don't do it",
  "don't do that",
  'do not do it',
  'cancel',
  'cancel that',
  'scratch that',
  'stop',
  'not now',
  'let it be',
  'nothing',
  'drop it',
  'skip it',
  'skip that',
  'keep it',
  'keep it running',
  'let it run',
  'leave it running',
  'leave it on',
  'leave it as it is',
  'not',
  'do it not',
  'rather not',
  'maybe not',
  'perhaps not',
  'not yet',
  'not today',
  'let us not',
  'another time',
  'i changed my mind',
  'i have changed my mind',
  'i do not want that',
  "i don't want that",
  "i don't want it",
  'let it stay',
  'it can stay',
  'it stays',
  'ignore that',
  'ignore me',
  'that was wrong',
  'as you were',
  'it is fine',
  'it is ok',
  'later',
]);
