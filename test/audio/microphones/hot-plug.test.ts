import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childrenOf } from '../../programs/children-of.ts';
import { Plugged, until } from './plugged.ts';

/** As when its device is gone. */
function killRecorder(): void {
  for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
}

test('a chosen microphone that goes away is replaced, and used again when it is back; each is told once', async () => {
  using plugged = new Plugged('Laptop', 'Blue Yeti');
  const heard = plugged.listen('yeti');
  await until(heard, 880);
  plugged.plugIn('Laptop');
  killRecorder();
  await until(heard, 440);
  expect(plugged.notices).toEqual([
    { type: 'replaced', message: 'Blue Yeti went away. I listen to Laptop until it is back.' },
  ]);
  plugged.plugIn('Laptop', 'Blue Yeti');
  await until(heard, 880);
  expect(plugged.notices.slice(1)).toEqual([{ type: 'back', message: 'I listen to Blue Yeti again.' }]);
  await heard.return(undefined);
});

test('chosen by number, it stays the same when others come and go', async () => {
  using plugged = new Plugged('Laptop', 'Blue Yeti');
  const heard = plugged.listen('2');
  await until(heard, 880);
  plugged.plugIn('Blue Yeti', 'Webcam');
  killRecorder();
  await until(heard, 880);
  expect(plugged.notices).toEqual([]);
  await heard.return(undefined);
});

test('while there is no microphone at all it is waited for', async () => {
  using plugged = new Plugged('Laptop');
  const heard = plugged.listen(undefined);
  await until(heard, 440);
  plugged.plugIn();
  killRecorder();
  const next = heard.next();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(plugged.notices.map(({ type }) => type)).toEqual(['lost']);
  expect(plugged.notices[0]?.message).toMatch(/went away\. Plug it in/);
  plugged.plugIn('Webcam');
  await next;
  await until(heard, 440);
  expect(plugged.notices.map(({ type }) => type)).toEqual(['lost', 'back']);
  await heard.return(undefined);
});

test.each([
  ['rode', /no microphone "rode".*1\. Laptop; 2\. Blue Yeti; 3\. Blue Snowball/],
  ['7', /no microphone "7"/],
  ['blue', /"blue" fits several microphones: 2\. Blue Yeti; 3\. Blue Snowball/],
])('choosing "%s" tells what there is', async (choice, message) => {
  using plugged = new Plugged('Laptop', 'Blue Yeti', 'Blue Snowball');
  await expect(plugged.listen(choice).next()).rejects.toThrow(
    expect.objectContaining({
      name: 'AudioError',
      code: 'no-device',
      message: expect.stringMatching(message),
    }),
  );
});

test.each(['id-of-Blue Yeti', 'default', ' 1 ', 'BLUE-yeti!'])('"%s" can be chosen', async (choice) => {
  using plugged = new Plugged('Blue Yeti');
  const heard = plugged.listen(choice);
  await until(heard, choice === 'default' ? 440 : 880);
  await heard.return(undefined);
});

test('where nobody tells what there is, the choice is given to the recorder as it is', async () => {
  using plugged = new Plugged('Laptop');
  rmSync(plugged.pactl);
  const heard = plugged.listen('alsa_input.odd');
  await until(heard, 880);
  await heard.return(undefined);
});
