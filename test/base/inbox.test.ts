import { expect, test } from 'vitest';
import { Inbox } from '#base/inbox.ts';

async function taken<Item>(inbox: Inbox<Item>): Promise<Item[]> {
  inbox.close();
  return await Array.fromAsync(inbox);
}

test('items come out in the order they went in', async () => {
  const inbox = new Inbox<number>();
  for (const item of [1, 2, 3]) inbox.push(item);
  expect(await taken(inbox)).toEqual([1, 2, 3]);
});

test('a control item overtakes the others', async () => {
  const inbox = new Inbox<string>();
  inbox.push('sound');
  inbox.pushControl('stop');
  expect(await taken(inbox)).toEqual(['stop', 'sound']);
});

test('a full inbox drops the oldest, counts it, and never drops a control item', async () => {
  const inbox = new Inbox<string>(2);
  inbox.pushControl('stop');
  for (const item of ['a', 'b', 'c']) inbox.push(item);
  expect(inbox.dropped).toBe(1);
  expect(await taken(inbox)).toEqual(['stop', 'b', 'c']);
});

test('who waits gets the next item', async () => {
  const inbox = new Inbox<string>();
  const next = inbox[Symbol.asyncIterator]().next();
  inbox.push('late');
  expect(await next).toEqual({ done: false, value: 'late' });
});

test('nothing gets into a closed inbox', async () => {
  const inbox = new Inbox<string>();
  inbox.close();
  inbox.push('too late');
  expect(inbox.size).toBe(0);
});

test('who is refused is told', () => {
  const inbox = new Inbox<string>();
  expect(inbox.push('in time')).toBe(true);
  inbox.close();
  expect(inbox.push('too late')).toBe(false);
  expect(inbox.pushControl('too late')).toBe(false);
});
