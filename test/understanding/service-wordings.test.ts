import { expect, test } from 'vitest';
import { hear, meaning } from './world.ts';

test.each([
  ['docker, restart it', 'service_restart docker'],
  ['docker is stuck, bounce it', 'service_restart docker'],
  ['turn docker off and on again', 'service_restart docker'],
  ['would you mind bouncing docker', 'service_restart docker'],
  ['wake docker up', 'service_start docker'],
  ['why don’t you fire up docker', 'service_start docker'],
  ['sudo systemctl start docker', 'service_start docker'],
  ['bring docker down', 'service_stop docker'],
  ['no more docker for today', 'service_stop docker'],
  ['docker must come up with the machine', 'service_enable docker'],
  ['add docker to the startup', 'service_enable docker'],
  ['keep docker from launching at startup', 'service_disable docker'],
  ['boot without docker', 'service_disable docker'],
  ['daemon state of docker', 'service_status docker'],
  ['is docker alive', 'service_status docker'],
  ['what does docker complain about', 'service_logs docker'],
  ['tell me why docker crashed', 'service_logs docker'],
  ['i want bluetooth on', 'set_option true hardware.bluetooth.enable'],
  ['bluetooth is off, turn it on', 'set_option true hardware.bluetooth.enable'],
])('“%s” is %s', (text, expected) => {
  expect(meaning(hear(text))).toBe(expected);
});

test.each([
  'start firefox',
  'firefox, restart it',
  'wake up firefox',
  'docker is stuck',
  'should we restart docker',
  'if docker should stop',
  'never restart docker',
  'please leave docker off',
  'docker needs a',
  'put the kids to sleep',
])('“%s” tells no service to do anything', (text) => {
  expect(hear(text).decision).toBe('rejected');
});
