import { expect, test } from 'vitest';
import { parseAlsaLists, parsePipeWireDump, parsePulseList } from '#audio/device-lists.ts';

const node = (name: string, description: string, mediaClass: string) => ({
  id: 40,
  type: 'PipeWire:Interface:Node',
  info: {
    state: 'suspended',
    props: {
      'node.name': name,
      'node.description': description,
      'media.class': mediaClass,
      'object.serial': 9,
    },
  },
});

const metadata = (value: unknown) => ({
  id: 33,
  type: 'PipeWire:Interface:Metadata',
  props: { 'metadata.name': 'default' },
  metadata: [
    { subject: 0, key: 'default.audio.source', type: 'Spa:String:JSON', value },
    { subject: 0, key: 'default.audio.sink', type: 'Spa:String:JSON', value: { name: 'alsa_output.hdmi' } },
  ],
});

const DUMP = [
  { id: 0, type: 'PipeWire:Interface:Core', info: { props: {} } },
  node('alsa_input.usb-Blue_Yeti', 'Blue Yeti Analog Stereo', 'Audio/Source'),
  node('virtual_microphone', 'Noise canceling', 'Audio/Source/Virtual'),
  node('alsa_output.hdmi', 'HDMI', 'Audio/Sink'),
  node('pw-record', 'pw-record', 'Stream/Input/Audio'),
  node('v4l2_input', 'Webcam', 'Video/Source'),
];

test.each([
  ['as an object', { name: 'virtual_microphone' }],
  ['as text', '{"name":"virtual_microphone"}'],
])('PipeWire: sources are microphones, and the default is known when it is given %s', (_, value) => {
  const text = JSON.stringify([...DUMP, metadata(value)]);
  expect(parsePipeWireDump(text, 'in')).toEqual([
    { id: 'alsa_input.usb-Blue_Yeti', name: 'Blue Yeti Analog Stereo', isDefault: false, isMonitor: false },
    { id: 'virtual_microphone', name: 'Noise canceling', isDefault: true, isMonitor: false },
  ]);
  expect(parsePipeWireDump(text, 'out')).toEqual([
    { id: 'alsa_output.hdmi', name: 'HDMI', isDefault: true, isMonitor: false },
  ]);
});

test.each(['', 'not json', '{}', '"[]"', JSON.stringify(DUMP).slice(0, -9)])(
  'PipeWire: %j is no answer',
  (text) => {
    expect(parsePipeWireDump(text, 'in')).toBeUndefined();
  },
);

test('PipeWire: objects that are odd are passed over', () => {
  const odd = [
    null,
    7,
    'x',
    [],
    { info: null },
    { info: { props: { 'media.class': 5 } } },
    { metadata: 'x' },
  ];
  expect(parsePipeWireDump(JSON.stringify([...odd, metadata('{{'), ...DUMP]), 'in')).toHaveLength(2);
});

const SOURCES = `Source #0
\tState: SUSPENDED
\tName: alsa_output.pci.analog-stereo.monitor
\tDescription: Monitor of Built-in Audio Analog Stereo
\tMonitor of Sink: alsa_output.pci.analog-stereo
\tProperties:
\t\tdevice.description = "Monitor of Built-in Audio Analog Stereo"

Source #1
\tState: RUNNING
\tName: alsa_input.pci.analog-stereo
\tDescription: Audio interne Stéréo analogique
\tMonitor of Sink: n/a
\tProperties:
\t\tdevice.description = "Name: not a name"
`;

test('PulseAudio: sources and their default, and which of them are monitors', () => {
  const info = 'Server Name: pulseaudio\nDefault Sink: a\nDefault Source: alsa_input.pci.analog-stereo\n';
  expect(parsePulseList(SOURCES, info)).toEqual([
    {
      id: 'alsa_output.pci.analog-stereo.monitor',
      name: 'Monitor of Built-in Audio Analog Stereo',
      isDefault: false,
      isMonitor: true,
    },
    {
      id: 'alsa_input.pci.analog-stereo',
      name: 'Audio interne Stéréo analogique',
      isDefault: true,
      isMonitor: false,
    },
  ]);
});

test.each(['', 'garbage', 'Source #1\nSource #2', 'Name: x', '\0\0\0'])(
  'PulseAudio: %j has no device',
  (text) => {
    expect(parsePulseList(text, text)).toEqual([]);
  },
);

const CARDS = `**** List of CAPTURE Hardware Devices ****
card 0: PCH [HDA Intel PCH], device 0: ALC257 Analog [ALC257 Analog]
  Subdevices: 1/1
  Subdevice #0: subdevice #0
card 1: Yeti [Blue Yeti: the Mike], device 0: USB Audio [USB Audio]
  Subdevices: 0/1
carte 2 : Two [Two Ins], périphérique 0 : USB Audio [Front]
carte 2 : Two [Two Ins], périphérique 1 : USB Audio [Rear]
`;
const NAMES = `null
    Discard all samples
default
plughw:CARD=PCH,DEV=0
    HDA Intel PCH, ALC257 Analog
`;

test('ALSA: each input of each card, opened with conversions; other names can only be given exactly', () => {
  const { devices, ids } = parseAlsaLists(CARDS, NAMES);
  expect(devices.map(({ id, name, isDefault }) => [id, name, isDefault])).toEqual([
    ['plughw:CARD=PCH,DEV=0', 'HDA Intel PCH', true],
    ['plughw:CARD=Yeti,DEV=0', 'Blue Yeti: the Mike', false],
    ['plughw:CARD=Two,DEV=0', 'Two Ins Front', false],
    ['plughw:CARD=Two,DEV=1', 'Two Ins Rear', false],
  ]);
  expect(ids).toEqual(['null', 'default', 'plughw:CARD=PCH,DEV=0']);
});

test('ALSA: without cards there are none', () => {
  expect(parseAlsaLists('arecord: device_list:274: no soundcards found...', '').devices).toEqual([]);
});
