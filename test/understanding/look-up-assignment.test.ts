import { expect, test } from 'vitest';
import { hear, meaning } from './world.ts';

test.each([
  ['i want the time zone to be berlin', 'set_option time.timeZone Europe/Berlin'],
  ['use british as the keyboard layout', 'set_option services.xserver.xkb.layout gb'],
  ['choose british for the keyboard layout', 'set_option services.xserver.xkb.layout gb'],
  ['from now on the time zone should be berlin', 'set_option time.timeZone Europe/Berlin'],
  ['change the boot timeout over to ten seconds', 'set_option boot.loader.timeout 10'],
])('“%s” is %s', (text, expected) => {
  expect(meaning(hear(text))).toBe(expected);
});

test.each([
  'set the machine to forty degrees',
  'set the host name to semicolon reboot',
  'move the meeting to monday',
  'the time zone is berlin',
  'use a fork for the salad',
])('“%s” sets nothing', (text) => {
  expect(hear(text).decision).toBe('rejected');
});
