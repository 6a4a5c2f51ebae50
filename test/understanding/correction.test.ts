import { describe, expect, it } from 'vitest';
import { hear, hearLearned, meaning } from './world.ts';

describe('what takes the place of something', () => {
  it.each([
    ['rebuild and switch, no, boot', 'rebuild boot'],
    ['turn natural scrolling on, no, off', 'set_option false services.libinput.touchpad.naturalScrolling'],
    ['open port 81, sorry, port 444', 'set_option networking.firewall.allowedTCPPorts 444'],
    ['call this machine otter, hm no, beaver', 'set_option networking.hostName beaver'],
    ['roll back to sixteen, no, just the previous one', 'rollback previous'],
    ['install vim, nano rather', 'install_package nano'],
    ['install vim, nano instead', 'install_package nano'],
    ['put vim on here, sorry, not vim, I meant nano', 'install_package nano'],
    ['install vim, cancel that, install nano', 'install_package nano'],
    ['install krita, no, remove it', 'remove_package krita'],
    ['verify the store, no, optimise it', 'optimise_store'],
    ['start nginx, no, restart', 'service_restart nginx'],
    ['start nginx, no, never mind', 'negated'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toContain(meant);
  });
});

describe('who tells of somebody corrects no command', () => {
  it.each(['he remove this no for gimp', 'they remove this, no, gimp', 'people install that no vlc'])(
    '“%s”',
    (text) => {
      expect(hear(text).decision).toBe('rejected');
    },
  );

  it('but a name may stand in front', () => {
    expect(meaning(hear('vim, please remove it, no, krita'))).toBe('remove_package krita');
  });
});

describe('one of several', () => {
  it.each([
    ['install git and vim, no, nano instead of vim', 'install_package git + install_package nano'],
    ['remove krita, gimp and vlc, no, not vlc', 'remove_package krita + remove_package gimp'],
    ['install git and krita, not krita, gimp', 'install_package git + install_package gimp'],
    ['restart nginx, no, redis, and tell me its status', 'service_restart redis + service_status redis'],
    ['update everything and restart nginx, no, redis', 'update_system + service_restart redis'],
    ['remove krita and install vim, no, nano', 'remove_package krita + install_package nano'],
    ['install vim, hmm, nano rather, and remove krita', 'install_package nano + remove_package krita'],
    ['roll back to 12, no, 13, then clean up', 'rollback number:13 13 + collect_garbage'],
  ])('“%s” → %s', (text, meant) => {
    expect(meaning(hear(text))).toBe(meant);
  });

  it('who says no twice corrects nothing', () => {
    expect(meaning(hear('no, cancel that, list the generations'))).toBe('cancel + list_generations');
  });

  it('what names nothing that was said before is no correction', () => {
    expect(meaning(hear('remove vlc, not krita'))).not.toContain('krita');
  });
});

describe('a setting that was learned', () => {
  it('has the last value', () => {
    expect(meaning(hearLearned('put the clock on Oslo time, no, Athens'))).toContain('Europe/Athens');
  });
});
