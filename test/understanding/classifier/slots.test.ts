import { expect, test } from 'vitest';
import { filledFrom } from './looked-at.ts';

test.each([
  ['install_package', 'my nephew swears by blender', 'blender'],
  ['install_package', 'krita and inkscape would help me', 'krita + inkscape'],
  ['install_package', 'firefox, no wait, chromium is what i want', 'chromium'],
  ['install_package', 'chromium and not firefox', 'chromium'],
  ['install_package', 'that one please', '<it>'],
  ['install_package', 'the second one sounds good', '<position 2>'],
  ['remove_package', 'vlc has to go', 'vlc'],
  ['service_restart', 'nginx needs a kick', 'nginx'],
  ['service_stop', 'the printer service has to rest', 'cups'],
  ['service_start', 'nginx, sorry, docker needs to come up', 'docker'],
  ['service_start', 'the frobnicator daemon should come up', 'missing service frobnicator'],
  ['search_packages', 'something that records the screen', 'records screen'],
  ['which_provides', 'where do i get the netstat command', 'netstat'],
  ['set_option', 'we moved to berlin', 'time.timeZone Europe/Berlin'],
  ['set_option', 'bluetooth should work', 'hardware.bluetooth.enable true'],
  ['set_option', 'bluetooth off', 'hardware.bluetooth.enable false'],
  ['rollback', 'put me on generation forty', 'number:40 40'],
  ['rollback', 'back to how it was', 'previous'],
  ['compare_generations', 'what differs between three and seven', '3 7'],
  ['compare_generations', 'what did the last change do', 'previous current'],
  ['delete_generations', 'what is older than thirty days can go', '30 days P30D'],
  ['delete_generations', 'only the newest five should stay', '5'],
  ['delete_generations', 'the old ones can go', ''],
  ['update_system', 'everything is so old here', ''],
])('%s: %s', (intent, text, slots) => {
  expect(filledFrom(text, intent)).toBe(slots);
});

test('a program that nobody knows is asked about, and not guessed', () => {
  expect(filledFrom('could you install qwertzuiop for me', 'install_package')).toMatch(/^missing package/);
});
