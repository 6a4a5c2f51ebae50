import { expect, test } from 'vitest';
import { chooseDevice, listed } from '#audio/devices.ts';

const named = (...names: string[]) =>
  names.map((name, at) => ({ id: `id_${at}.${name.length}`, name, isDefault: at === 0 }));

const DESK = named('Built-in microphone', 'Blue Yeti', 'HD Pro Webcam C920', 'USB Audio', 'USB Audio 2');

test.each([
  ['Blue Yeti', 'Blue Yeti'],
  ['the Yeti', 'Blue Yeti'],
  ['yeti, blue!', 'Blue Yeti'],
  ['YET', 'Blue Yeti'],
  ['blueyeti', 'Blue Yeti'],
  ['my web cam', 'HD Pro Webcam C920'],
  ['c920 webcam', 'HD Pro Webcam C920'],
  ['built in', 'Built-in microphone'],
  ['Microphone', 'Built-in microphone'],
  ['usb audio', 'USB Audio'],
  ['USB-Audio 2', 'USB Audio 2'],
  ['2', 'Blue Yeti'],
  ['number 3', 'HD Pro Webcam C920'],
  ['microphone 1', 'Built-in microphone'],
  ['id_1.9', 'Blue Yeti'],
])('"%s" chooses %s', (choice, name) => {
  expect(chooseDevice(DESK, choice)).toEqual({ type: 'one', device: DESK.find((one) => one.name === name) });
});

test.each(['usb', 'audio usb', 'Audio'])('"%s" fits several', (choice) => {
  expect(chooseDevice(DESK, choice)).toEqual({ type: 'several', devices: DESK.slice(3) });
});

test.each(['', '   ', '?!', 'Rode', '0', '6', '99999999999999999999', 'blue snowball', 'id_1'])(
  '"%s" chooses nothing',
  (choice) => {
    expect(chooseDevice(DESK, choice)).toEqual({ type: 'none' });
  },
);

test('accents need not be written', () => {
  const devices = named('Audio interne Stéréo', 'Micrófono');
  expect(chooseDevice(devices, 'microfono')).toMatchObject({ device: { name: 'Micrófono' } });
  expect(chooseDevice(devices, 'stereo')).toMatchObject({ device: { name: 'Audio interne Stéréo' } });
});

test('nothing can be chosen from nothing', () => {
  expect(chooseDevice([], '1')).toEqual({ type: 'none' });
});

test('devices are listed with the numbers by which they can be chosen', () => {
  expect(listed(DESK.slice(0, 2))).toBe('1. Built-in microphone; 2. Blue Yeti');
});
