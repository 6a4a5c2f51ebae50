import { describe, expect, it } from 'vitest';
import { IDLE } from '#understanding/expectation.ts';
import { type RememberedName, withName, withoutName } from '#understanding/remembered.ts';
import { understand } from '#understanding/understand.ts';
import { grammar, meaning, world } from './world.ts';

const named = (kind: RememberedName['kind'], name: string, spoken: string): RememberedName => ({
  kind,
  name,
  spoken,
});

const REMEMBERED = [
  named('package', 'libreoffice', 'green goblin'),
  named('package', 'vim', 'writing machine'),
  named('package', 'gone-since', 'claws'),
  named('package', 'vim', 'firefox'),
  named('service', 'sshd', 'back door'),
  named('service', 'no-such-unit', 'front door'),
  named('option', 'services.printing.enable', 'paper thing'),
];

function hear(text: string, installed = world.installed, remembered = REMEMBERED): string {
  const known = { ...world, installed, remembered };
  return meaning(understand([{ text, score: 0 }], grammar, IDLE, known));
}

describe('what was chosen for a name', () => {
  it.each([
    ['install green goblin', 'install_package libreoffice'],
    ['install my green goblin please', 'install_package libreoffice'],
    ['could you install the green goblin', 'install_package libreoffice'],
    ['is green goblin installed', 'package_info libreoffice'],
    ['remove my writing machine', 'remove_package vim'],
    ['remove my writing machine and update the system', 'remove_package vim + update_system'],
    ['restart the back door', 'service_restart sshd'],
    ['turn on the paper thing', 'set_option true services.printing.enable'],
    ['forget my green goblin', 'forget_name green goblin'],
    ['forget the back door', 'forget_name back door'],
  ])('is meant at once: “%s” is %s', (text, expected) => {
    expect(hear(text)).toBe(expected);
    expect(hear(text, world.installed, [])).not.toBe(expected);
  });

  it('is no exact name of something else', () =>
    expect(hear('install firefox')).toBe('install_package firefox'));

  it.each([
    ['the package is in no catalogue any more', 'install claws', 'install_package claws-mail'],
    ['the unit is gone', 'restart the front door', 'not-in-grammar'],
    ['it is not the whole name', 'install green goblin king', 'not-in-grammar'],
    ['nothing was asked for', 'green goblin', 'not-in-grammar'],
    ['it is not to be done', "don't install green goblin", 'negated'],
  ])('is not meant when %s', (_why, text, expected) => expect(hear(text)).toBe(expected));

  it('is not meant for removing when it is not installed any more', () => {
    expect(hear('remove my writing machine', ['firefox'])).not.toContain('vim');
    expect(hear('install my writing machine', ['firefox'])).toBe('install_package vim');
  });
});

describe('an ambiguous name', () => {
  it('comes with the words that it was said with, without article', () => {
    const packages = {
      ...world.packages,
      named: () =>
        ['vim', 'neovim'].flatMap((attribute) => {
          const found = world.packages.byAttribute(attribute);
          return found ? [{ package: found, score: 0.9, how: 'edit-distance' as const }] : [];
        }),
    };
    const heard = understand([{ text: 'install my vimmy', score: 0 }], grammar, IDLE, {
      ...world,
      packages,
    });
    expect(heard).toMatchObject({ decision: 'ambiguous', heard: 'vimmy', slot: 'package' });
  });
});

describe('asking for what is remembered', () => {
  it.each([
    ['what have you remembered', 'list_names'],
    ['which names do you remember', 'list_names'],
    ['what names do you know', 'list_names'],
    ['list the names you remember', 'list_names'],
    ['tell me what you remember', 'list_names'],
    ['forget all names', 'forget_name true'],
    ['forget all the names you know', 'forget_name true'],
    ['please forget everything you have learned', 'forget_name true'],
    ['forget what i called my editor', 'forget_name my editor'],
    ['forget what i mean by the web thing', 'forget_name the web thing'],
    ['forget what green goblin means', 'forget_name green goblin'],
    ["don't remember green goblin any more", 'forget_name green goblin'],
  ])('“%s” is %s', (text, expected) => expect(hear(text)).toBe(expected));

  it.each(['forget it', 'forget that', 'forget about it'])('“%s” still cancels', (text) =>
    expect(hear(text)).toBe('cancel'),
  );

  it.each(['forget my birthday', 'forget the whole thing', "don't forget my green goblin", 'forget'])(
    '“%s” forgets nothing',
    (text) => expect(hear(text)).not.toContain('forget_name'),
  );
});

describe('names that are remembered', () => {
  it('mean one thing each, the last that was chosen', () => {
    const once = withName([], named('package', 'vim', 'editor'));
    const twice = withName(withName(once, named('service', 'cups', 'editor')), {
      kind: 'package',
      name: 'nano',
      spoken: 'editor',
    });
    expect(twice).toEqual([named('service', 'cups', 'editor'), named('package', 'nano', 'editor')]);
  });

  it('are no more than two hundred: the oldest go', () => {
    let names: readonly RememberedName[] = [];
    for (let number = 0; number < 250; number++)
      names = withName(names, named('package', 'vim', `name ${number}`));
    expect(names).toHaveLength(200);
    expect(names[0]?.spoken).toBe('name 50');
  });

  it('are forgotten by their words, or all at once', () => {
    expect(withoutName(REMEMBERED, 'green goblin').map(({ spoken }) => spoken)).not.toContain('green goblin');
    expect(withoutName(REMEMBERED, 'green goblin')).toHaveLength(REMEMBERED.length - 1);
    expect(withoutName(REMEMBERED, 'unknown')).toEqual(REMEMBERED);
    expect(withoutName(REMEMBERED, null)).toEqual([]);
  });
});
