import type { Slots } from '../../intent.ts';
import { ESSENTIAL } from '../../look-up-package.ts';
import { topicIn } from '../../look-up-topic.ts';
import type { Sentence } from '../features.ts';
import type { Label } from '../model.ts';
import { type Filled, one } from './filled.ts';
import { fillGenerations } from './generations.ts';
import { fillOption } from './option.ts';
import { fillPackage, type PackageContext } from './packages.ts';
import { programIn } from './program.ts';
import { searchedFor } from './query.ts';
import { fillService } from './services.ts';

export interface FillContext extends PackageContext {
  readProgram(words: readonly string[]): string | undefined;
}

/** The slots of the intent that a sentence was taken for. */
export function fillSlots({ intent, slots }: Label, sentence: Sentence, context: FillContext): Filled {
  const { world, isEveryday, readProgram } = context;
  switch (intent) {
    case 'install_package':
    case 'try_package':
    case 'package_info':
      return fillPackage(sentence, context);
    case 'remove_package':
      return spared(fillPackage(sentence, context));
    case 'service_status':
    case 'service_logs':
    case 'service_start':
    case 'service_stop':
    case 'service_restart':
    case 'service_enable':
    case 'service_disable':
      return fillService(sentence, world.settings, isEveryday);
    case 'set_option':
      return fillOption(sentence, world.settings);
    case 'search_packages':
      return given('query', searchedFor(sentence.words));
    case 'which_provides':
      return given('program', programIn(sentence, readProgram, isEveryday));
    case 'explain':
      return given('topic', topicIn(sentence.words, world.topics));
    case 'rollback':
      if (isBesideNumber(sentence)) return { type: 'unfit' };
      return one(fillGenerations(intent, sentence, context.readPackage), 'read');
    case 'compare_generations':
    case 'delete_generations':
      return one(fillGenerations(intent, sentence, context.readPackage), 'read');
    default:
      return one(slots, 'label');
  }
}

/** "The generation after 34": one that is told by another, which is not read. */
function isBesideNumber({ words, spots }: Sentence): boolean {
  return spots.some(({ kind, from }) => kind === 'number' && BESIDE.has(words[from - 1] ?? ''));
}

const BESIDE = new Set(['after', 'past', 'behind', 'above', 'below', 'beyond']);

/** What nothing runs without is not removed, and not asked about either. */
function spared(filled: Filled): Filled {
  const isEssential =
    filled.type === 'filled' && filled.slots.some((slots) => ESSENTIAL.has(String(slots.package)));
  return isEssential ? { type: 'unfit' } : filled;
}

function given(slot: string, value: string | undefined): Filled {
  if (value === undefined || value === '') return { type: 'missing', slot };
  const slots: Slots = { [slot]: value };
  return one(slots, 'read');
}
