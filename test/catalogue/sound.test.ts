import { describe, expect, it } from 'vitest';
import { consonantsOf, soundOf } from '#catalogue/sound.ts';

describe('the sound of a name', () => {
  it.each([
    ['kreeta', 'krita'],
    ['audassity', 'audacity'],
    ['inkskape', 'inkscape'],
    ['krohmium', 'chromium'],
    ['fyrefox', 'firefox'],
    ['nome', 'gnome'],
    ['kwick', 'quick'],
    ['fotoes', 'photoes'],
    ['skema', 'schema'],
    ['rite', 'write'],
    ['kalc', 'calc'],
    ['kwarts', 'quartz'],
  ])('%s is that of %s', (heard, name) => {
    expect(soundOf(heard)).toBe(soundOf(name));
  });

  it.each([
    ['krita', 'create'],
    ['vim', 'fim'],
    ['git', 'get'],
    ['gimp', 'limp'],
    ['steam', 'stem'],
  ])('%s is not that of %s', (name, other) => {
    expect(soundOf(name)).not.toBe(soundOf(other));
  });

  it('has the same consonants when voices are mistaken', () => {
    expect(consonantsOf(soundOf('bitwarden'))).toBe(consonantsOf(soundOf('pidworten')));
    expect(consonantsOf(soundOf('krita'))).toBe('krt');
  });

  it.each(['', 'ⵣ', '日本', 'k9s', '+', 'e', 'hhhh'])('of %j is some text', (name) => {
    expect(soundOf(name)).toBeTypeOf('string');
    expect(consonantsOf(soundOf(name))).toBeTypeOf('string');
  });
});
