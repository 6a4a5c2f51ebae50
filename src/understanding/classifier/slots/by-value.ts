import type { SettingsIndex } from '#catalogue/settings-index.ts';
import { readOptionValue } from '../../option-value.ts';
import type { Sentence } from '../features.ts';
import type { Spot, SpotKind } from '../spots.ts';
import { type Filled, one } from './filled.ts';

type SetTo = (path: string, said: readonly string[]) => Filled | undefined;

/** A language sets the system or the keyboard, a name that is given the host name, a city the time zone; a port is opened. */
export function setByValue(sentence: Sentence, settings: SettingsIndex): Filled | undefined {
  const set: SetTo = (path, said) => {
    const option = settings.option(path);
    const value = option && readOptionValue(option, said);
    return value === undefined ? undefined : one({ option: path, value }, 'implied');
  };
  for (const read of [byLanguage, byName, byCity, byPort]) {
    const found = read(sentence, set);
    if (found) return found;
  }
  return undefined;
}

function byLanguage(sentence: Sentence, set: SetTo): Filled | undefined {
  const said = lastOf(sentence, 'language');
  if (!said) return undefined;
  if (!sentence.words.some((word) => KEYS.has(word))) return set('i18n.defaultLocale', said);
  return set(sentence.words.includes('console') ? 'console.keyMap' : 'services.xserver.xkb.layout', said);
}

function byCity(sentence: Sentence, set: SetTo): Filled | undefined {
  const said = lastOf(sentence, 'city');
  return said && set('time.timeZone', said);
}

function byPort(sentence: Sentence, set: SetTo): Filled | undefined {
  const { words } = sentence;
  const said = lastOf(sentence, 'number');
  if (!said || !words.some((word) => PORTS.has(word)) || words.some((word) => SHUTS.has(word)))
    return undefined;
  const isUdp = words.includes('udp') || words.join(' ').includes('u d p');
  return set(isUdp ? 'networking.firewall.allowedUDPPorts' : 'networking.firewall.allowedTCPPorts', said);
}

/** "call this machine thunder": the name stands at the end, behind "called" or what is named. */
function byName({ words }: Sentence, set: SetTo): Filled | undefined {
  if (!words.some((word) => NAMING.has(word))) return undefined;
  const behind = words.findLastIndex((word) => BEFORE_NAME.has(word));
  const tail = words.slice(behind + 1).filter((word) => word !== 'please');
  return behind >= 0 && tail.length > 0 && tail.length <= MOST_NAME_WORDS
    ? set('networking.hostName', tail)
    : undefined;
}

function lastOf({ words, spots }: Sentence, kind: SpotKind): readonly string[] | undefined {
  const spot: Spot | undefined = spots.findLast((one) => one.kind === kind);
  return spot && words.slice(spot.from, spot.to);
}

const MOST_NAME_WORDS = 3;
const KEYS = new Set(
  'keyboard keyboards keys key layout type typing press board letters umlauts setxkbmap keymap'.split(' '),
);
const PORTS = new Set(
  'port ports open through let in outside reachable firewall unblock friends allow connections traffic incoming expose hole'.split(
    ' ',
  ),
);
/** A port is not opened by a sentence with one of these. */
const SHUTS = new Set(
  "close closed closing block blocked blocking shut off disable deny forbid remove drop except but not no don't without stop".split(
    ' ',
  ),
);
const NAMING = new Set('call called name named rename hostname host christen known'.split(' '));
const BEFORE_NAME = new Set(
  'called named to machine computer laptop box pc be as hostname name system server thing is'.split(' '),
);
