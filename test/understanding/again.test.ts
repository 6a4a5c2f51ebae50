import { describe, expect, it } from 'vitest';
import type { Expectation } from '#understanding/expectation.ts';
import type { Intent, Slots } from '#understanding/intent.ts';
import { hear, meaning } from './world.ts';

const one = (intent: string, slots: Slots = {}): Intent => ({ intent, slots });
const having = (...last: Intent[]): Partial<Expectation> => ({ state: 'idle', last });
const asking = (...open: Intent[]): Partial<Expectation> => ({
  state: 'confirming',
  pending: open.map(({ intent }) => intent),
  open,
});

const install = one('install_package', { package: 'vim' });
const start = one('service_start', { service: 'mpd' });
const bluetooth = one('set_option', { option: 'hardware.bluetooth.enable', value: true });

describe('the same with another name', () => {
  it.each([
    ['gimp too', install, 'install_package gimp'],
    ['and gimp as well', install, 'install_package gimp'],
    ['gimp to', install, 'install_package gimp'],
    ['also gimp', install, 'install_package gimp'],
    ['and gimp', install, 'install_package gimp'],
    ['now gimp', install, 'install_package gimp'],
    ['ok now gimp please', install, 'install_package gimp'],
    ['the same with gimp', install, 'install_package gimp'],
    ['same for gimp', install, 'install_package gimp'],
    ['do the same thing with gimp', install, 'install_package gimp'],
    ['do that with gimp', install, 'install_package gimp'],
    ['what about gimp', install, 'install_package gimp'],
    ['gimp the same', install, 'install_package gimp'],
    ['gimp and krita too', install, 'install_package gimp + install_package krita'],
    ['ditto for gimp', one('remove_package', { package: 'vim' }), 'remove_package gimp'],
    ['and krita', one('package_info', { package: 'gimp' }), 'package_info krita'],
    ['grafana too', start, 'service_start grafana'],
    ['and nginx as well', start, 'service_start nginx'],
    ['same for postgres', start, 'service_start postgresql'],
    ['and cups', one('service_status', { service: 'sshd' }), 'service_status cups'],
    ['nginx too', one('service_stop', { service: 'cups' }), 'service_stop nginx'],
    ['printing too', bluetooth, 'set_option true services.printing.enable'],
    ['and 39 too', one('delete_generations', { numbers: [38] }), 'delete_generations 39'],
    ['now generation 40', one('rollback', { target: 'number:39', number: 39 }), 'rollback number:40 40'],
    [
      'the same for video players',
      one('search_packages', { query: 'editor' }),
      'search_packages video player',
    ],
    ['and a flake', one('explain', { topic: 'generation' }), 'explain flake'],
  ] as const)('“%s” after %j', (text, last, expected) => {
    expect(meaning(hear(text, having(last)))).toBe(expected);
  });

  it('repeats all that was asked of one name', () => {
    const both = [one('service_enable', { service: 'nginx' }), one('service_start', { service: 'nginx' })];
    expect(meaning(hear('and cups too', having(...both)))).toBe('service_enable cups + service_start cups');
  });

  it('takes the last command that can have the name', () => {
    expect(meaning(hear('gimp too', having(install, one('update_system'))))).toBe('install_package gimp');
    expect(meaning(hear('and krita', having(start, install)))).toBe('install_package krita');
  });

  it('points into a list that was read out', () => {
    const candidates = [
      { value: 'gimp', spoken: 'gimp' },
      { value: 'krita', spoken: 'krita' },
    ];
    expect(meaning(hear('the second one too', { ...having(install), candidates }))).toBe(
      'install_package <position 2>',
    );
  });

  it('asks back when the name is not known', () => {
    expect(hear('the same with xyqqw', having(install))).toMatchObject({
      decision: 'incomplete',
      slot: 'package',
      heard: 'xyqqw',
    });
  });

  it.each(['me too', 'you too', 'what about you', 'not gimp too', 'too', 'and then some', 'thank you too'])(
    '“%s” names nothing',
    (text) => {
      expect(hear(text, having(install)).decision).toBe('rejected');
    },
  );

  it.each(['gimp too', 'the same with gimp', 'and gimp as well', 'same for gimp'])(
    '“%s” with nothing before it asks what to do with it',
    (text) => {
      expect(meaning(hear(text))).toBe('bare-noun');
      expect(meaning(hear(text, having(one('update_system'))))).toBe('bare-noun');
    },
  );

  it.each(['number two', 'listen to', 'two', 'option two'])(
    '“%s” is no other thing to search for',
    (text) => {
      expect(hear(text, having(one('search_packages', { query: 'editor' }))).decision).toBe('rejected');
    },
  );

  it.each(['gimp', 'grafana', 'firefox please'])('“%s” alone repeats nothing', (text) => {
    expect(hear(text, having(install, start)).decision).toBe('rejected');
  });
});

describe('while a yes is awaited', () => {
  it.each([
    ['and gimp too', 'install_package vim + install_package gimp'],
    ['and gimp', 'install_package vim + install_package gimp'],
    ['also gimp', 'install_package vim + install_package gimp'],
    ['the same with gimp', 'install_package vim + install_package gimp'],
    ['and remove nano', 'install_package vim + remove_package nano'],
    ['and remove nano too', 'install_package vim + remove_package nano'],
    ['also remove nano', 'install_package vim + remove_package nano'],
    ['yes, and gimp as well', 'affirm + install_package gimp'],
    ['yes and also gimp', 'affirm + install_package gimp'],
    ['yes gimp too', 'affirm + install_package gimp'],
    ['yes and the same for gimp', 'affirm + install_package gimp'],
  ])('“%s”', (text, expected) => {
    expect(meaning(hear(text, asking(install)))).toBe(expected);
  });

  it('generations that go are one command', () => {
    expect(meaning(hear('and 40 too', asking(one('delete_generations', { numbers: [38] }))))).toBe(
      'delete_generations 38,40',
    );
  });

  it('one goes back to one generation', () => {
    const back = one('rollback', { target: 'number:39', number: 39 });
    expect(meaning(hear('the same with 40', asking(back)))).toBe('rollback number:40 40');
  });

  it.each(['and vim too', 'what about gimp', 'yes and vim', 'and me too'])('“%s” adds nothing', (text) => {
    const heard = hear(text, asking(install));
    expect(heard.decision === 'understood' && heard.intents.length > 1).toBe(false);
  });

  it('what comes instead takes the place of the plan', () => {
    const stop = one('service_stop', { service: 'nginx' });
    expect(meaning(hear('restart it instead', asking(stop)))).toBe('service_restart <it>');
  });
});
