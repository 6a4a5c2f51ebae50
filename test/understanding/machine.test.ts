import { expect, test } from 'vitest';
import { hear, meaning } from './world.ts';

test.each([
  ['restart the print service', 'service_restart cups'],
  ['is s s h running', 'service_status sshd'],
  ['restart cups and the s s h server', 'service_restart cups + service_restart sshd'],
  ['stop docker', 'service_stop docker'],
  ['start NetworkManager', 'service_start NetworkManager'],
  ['enable the printer service at boot', 'service_enable cups'],
  ['disable remote login', 'service_disable sshd'],
  ['show me the log of network manager', 'service_logs NetworkManager'],
  ['restart that service', 'service_restart <it>'],
  ['restart the zorble service', 'incomplete service_restart'],
  ['restart', 'not-in-grammar'],
  ['turn on bluetooth', 'set_option true hardware.bluetooth.enable'],
  ['turn the firewall off', 'set_option false networking.firewall.enable'],
  ['turn on printing', 'service_enable cups'],
  ['set the time zone to berlin', 'set_option time.timeZone Europe/Berlin'],
  ['set the keyboard layout to british', 'set_option services.xserver.xkb.layout gb'],
  ['set the keyboard layout to german', 'set_option services.xserver.xkb.layout de'],
  ['change the language to british english', 'set_option i18n.defaultLocale en_GB.UTF-8'],
  ['set the boot timeout to ten seconds', 'set_option boot.loader.timeout 10'],
  ['set the boot timeout to soon', 'not-in-grammar'],
  ['change the boot timeout', 'incomplete set_option boot.loader.timeout'],
  ['open port eighty eighty', 'set_option networking.firewall.allowedTCPPorts 8080'],
  ['open u d p port 53', 'set_option networking.firewall.allowedUDPPorts 53'],
  ['open port 70000', 'not-in-grammar'],
  ['call this machine kitchen', 'set_option networking.hostName kitchen'],
  ['which package provides the command git', 'which_provides git'],
  ['which package has n s lookup', 'which_provides nslookup'],
  ['compare generation 12 and 15', 'compare_generations 12 15'],
  ['what changed since generation 40', 'compare_generations 40 current'],
  ['what changed in the last update', 'compare_generations previous current'],
  ['delete old generations', 'delete_generations'],
  ['delete generations older than two weeks', 'delete_generations 2 weeks P2W'],
  ['delete all but the last three generations', 'delete_generations 3'],
  ['delete generations three four and seven', 'delete_generations 3,4,7'],
  ['delete generations between three and six', 'delete_generations 3,4,5,6'],
  ['delete generations three and', 'not-in-grammar'],
  ['delete generations 3, 4 and 7', 'delete_generations 3,4,7'],
  ['delete generations twelve to fifteen', 'delete_generations 12,13,14,15'],
  ['delete generation forty two', 'delete_generations 42'],
  ['keep only the current generation', 'delete_generations 1'],
  ['optimise the store', 'optimise_store'],
  ['verify the store', 'verify_store'],
  ['repair the system', 'repair_system'],
  ['how full is my disk', 'disk_usage'],
  ['are there any updates', 'check_updates'],
  ['is everything ok with my computer', 'health_check'],
  ['how busy is the processor', 'metrics'],
  ['louder', 'set_volume up'],
  ['talk a bit slower', 'set_rate down'],
  ['be brief', 'set_verbosity brief'],
  ['more detailed answers please', 'not-in-grammar'],
  ['which microphones are there', 'set_microphone'],
  ['use the second microphone', 'set_microphone 2'],
  ['use the yeti microphone', 'set_microphone yeti'],
  ['which voices do you have', 'set_voice'],
  ['switch to push to talk mode', 'set_mode talk'],
  ['get a better speech model', 'get_model'],
  ['please use my real system', 'use_system local'],
  ['go live', 'use_system local'],
  ['switch back to the practice system', 'use_system practice'],
  ['download the small model', 'get_model small-en-us'],
])('“%s” is %s', (text, expected) => {
  expect(meaning(hear(text))).toBe(expected);
});

test.each([
  'start the dishwasher',
  'turn off the television',
  "don't restart the printer service",
  'never turn off the firewall',
  'stop the music',
  'he said restart the server',
  'turn on the lights',
  'delete generations and everything else',
  'restart cups; rm -rf /',
  'set the host name to $(reboot)',
  'open port minus one',
  'restart the computer',
])('“%s” is nothing that may run', (text) => {
  expect(hear(text).decision).toBe('rejected');
});

test.each([
  [
    'cups',
    { missing: { slot: 'service', slots: {} }, pending: ['service_restart'] },
    'answer value service cups',
  ],
  [
    'ten',
    { missing: { slot: 'value', slots: { option: 'boot.loader.timeout' } }, pending: ['set_option'] },
    'answer value value 10',
  ],
  [
    'the boot timeout',
    { missing: { slot: 'option', slots: {} }, pending: ['set_option'] },
    'answer value option boot.loader.timeout',
  ],
  [
    'git',
    { missing: { slot: 'program', slots: {} }, pending: ['which_provides'] },
    'answer value program git',
  ],
  [
    'older than a month',
    { missing: { slot: 'limit', slots: {} }, pending: ['delete_generations'] },
    'delete_generations 1 month P1M',
  ],
  [
    'three and four',
    { missing: { slot: 'limit', slots: {} }, pending: ['delete_generations'] },
    'delete_generations 3,4',
  ],
])('“%s” answers what was asked', (text, expecting, expected) => {
  expect(meaning(hear(text, { state: 'clarifying', ...expecting }))).toBe(expected);
});

test('“no, cups” while a yes is awaited is another service', () => {
  expect(meaning(hear('no cups', { state: 'confirming', pending: ['service_restart'] }))).toBe(
    'answer value service cups',
  );
});
