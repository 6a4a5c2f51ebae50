import { describe, expect, it } from 'vitest';
import { hear, meaning } from './world.ts';

describe('the same in other words', () => {
  it.each([
    ['fall back to the previous generation', 'rollback previous'],
    ['could you put the older version back in place', 'rollback previous'],
    ['any chance you could take the upgrade back out', 'rollback previous'],
    ['prior generation please', 'rollback previous'],
    ['this update broke my system so put it back how it was', 'rollback previous'],
    ['generation 159 switch', 'rollback number:159 159'],
    ['265 switch to that', 'rollback number:265 265'],
    ['roll this box to gen 300', 'rollback number:300 300'],
    ['what you just wrote into the file take it out again', 'edit_undo'],
    ['i said the wrong name undo that', 'edit_undo'],
    ['put the old value back', 'edit_undo'],
    ['how far back can i go', 'list_generations'],
    ['when was generation three hundred and five made', 'list_generations'],
    ['208 versus 279', 'compare_generations 208 279'],
    ['what did the last update bring', 'compare_generations previous current'],
    ['weed out the old generations', 'delete_generations'],
    ['generation 152 can go', 'delete_generations 152'],
    ['cut the generations down to twelve', 'delete_generations 12'],
    ['dispose of all unreferenced store paths', 'collect_garbage'],
    ['i could do with a garbage collection', 'collect_garbage'],
    ['unused packages away', 'collect_garbage'],
    ['keep only one copy of every identical file in the store', 'optimise_store'],
    ['do all hashes in the store still match', 'verify_store'],
    ['refetch the corrupt store paths', 'repair_system'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toBe(meant);
  });
});

describe('what only sounds so', () => {
  it.each([
    'please no undo',
    'no rollback please',
    'please no rebuild',
    'we should not go back to the previous generation',
    'you could roll back',
    'if i roll back to the previous generation',
    'he said roll back to the previous generation',
    'i prefer the old system',
    'set it to 30',
    'turn it back to 20',
    'change it to friday',
    'turn the switch off',
    'back to the previous speaker',
    'undo my order',
    'keep this one',
    'keep the current version',
    'the old generations are not to be deleted',
    'the older generations out there',
    'delete everything but the system',
    'delete generations between three and',
    'no garbage collection please',
    'empty the trash',
    'throw out the leftovers',
    'make room for the cake',
    'clean up your room',
    'no optimising',
    'is the store open',
    'replace the broken tile',
    'fix the car',
  ])('“%s” changes nothing', (text) => {
    expect(meaning(hear(text))).not.toMatch(
      /^(?:rollback|edit_undo|delete_generations|collect_garbage|repair_system|optimise_store|verify_store)/,
    );
  });
});
