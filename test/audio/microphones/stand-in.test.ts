import { expect, test } from 'vitest';
import { program } from '../program.ts';
import { Plugged, until } from './plugged.ts';

test.each([
  ['yeti', /no microphone "yeti".*1\. Laptop.*I listen to the usual one until then/],
  ['id-of-Blue_Yeti', /^The chosen microphone is not there/],
])(
  'a microphone "%s" that is not there from the beginning is stood in for, until it is',
  async (choice, told) => {
    using plugged = new Plugged('Laptop');
    const heard = plugged.listen(choice, { standIn: true });
    await until(heard, 440);
    await until(heard, 440);
    expect(plugged.notices).toEqual([{ type: 'replaced', message: expect.stringMatching(told) }]);
    plugged.plugIn('Laptop', 'Blue_Yeti');
    await until(heard, 880);
    await until(heard, 880);
    expect(plugged.notices.slice(1)).toEqual([{ type: 'back', message: 'I listen to Blue Yeti again.' }]);
    await heard.return(undefined);
  },
);

test('one that is there and gives no sound is stood in for', async () => {
  using plugged = new Plugged('Laptop', 'Yeti');
  const heard = plugged.listen('yeti', { standIn: true, parec: program('recorder-of-a-dead-device.sh') });
  await until(heard, 440);
  await until(heard, 440);
  expect(plugged.notices.map(({ message }) => message)).toEqual([
    'No sound comes from Yeti. Plug it in anew. I listen to the usual one until then.',
  ]);
  await heard.return(undefined);
});

test('who only looks whether it works is told that it does not', async () => {
  using plugged = new Plugged('Laptop');
  await expect(plugged.listen('yeti').next()).rejects.toThrow(/no microphone "yeti"/);
});
