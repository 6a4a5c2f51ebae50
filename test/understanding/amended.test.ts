import { describe, expect, it } from 'vitest';
import type { Intent, Slots } from '#understanding/intent.ts';
import { hear } from './world.ts';

/** What the open plan becomes. */
function corrected(text: string, ...open: Intent[]) {
  const pending = open.map(({ intent }) => intent);
  const heard = hear(text, { state: 'confirming', pending, open });
  return heard.decision === 'understood' ? heard.intents : heard.decision;
}

const one = (intent: string, slots: Slots = {}): Intent => ({ intent, slots });
const berlin = one('set_option', { option: 'time.timeZone', value: 'Europe/Berlin' });
const rebuild = one('rebuild', { action: 'switch' });
const back = one('rollback', { target: 'number:40', number: 40 });
const days = one('delete_generations', { older_than: '30 days', iso: 'P30D' });
const five = one('delete_generations', { keep: 5 });

describe('the open plan with another value', () => {
  it.each([
    ['no, to lisbon', berlin, { option: 'time.timeZone', value: 'Europe/Lisbon' }],
    ['make it tokyo', berlin, { option: 'time.timeZone', value: 'Asia/Tokyo' }],
    ['no, paris i mean', berlin, { option: 'time.timeZone', value: 'Europe/Paris' }],
    ['to lisbon instead', berlin, { option: 'time.timeZone', value: 'Europe/Lisbon' }],
    [
      'no, bluetooth',
      one('set_option', { option: 'services.printing.enable', value: true }),
      { option: 'hardware.bluetooth.enable', value: true },
    ],
    ['boot instead', rebuild, { action: 'boot' }],
    ['no make it test', rebuild, { action: 'test' }],
    ['yes but on the next boot', rebuild, { action: 'boot' }],
    ['no, only build it', rebuild, { action: 'build' }],
    ['rather a dry run', rebuild, { action: 'dry-run' }],
    ['no, last tuesday', back, { target: 'date:last tuesday', date: 'last tuesday', iso: 'W-2' }],
    ['make it ten', days, { older_than: '10 days', iso: 'P10D' }],
    ['make it two weeks', days, { older_than: '2 weeks', iso: 'P2W' }],
    ['no, keep five', days, { keep: 5 }],
    ['make it ten', five, { keep: 10 }],
    ['no, older than a month', five, { older_than: '1 month', iso: 'P1M' }],
    ['not that, 38 and 39', five, { numbers: [38, 39] }],
    ['no, the oldest three', five, { oldest: 3 }],
    ['no the oldest', five, { oldest: 1 }],
  ] as const)('“%s” for %j', (text, open, slots) => {
    expect(corrected(text, open)).toEqual([{ intent: open.intent, slots }]);
  });

  it('leaves the other commands of a compound as they are', () => {
    const update = one('update_system');
    expect(corrected('no, to lisbon', update, berlin)).toEqual([
      update,
      { intent: 'set_option', slots: { option: 'time.timeZone', value: 'Europe/Lisbon' } },
    ]);
  });

  it.each([
    ['no, not to tokyo', berlin],
    ['not 34', five],
    ['but not older than a month', five],
    ['lisbon', berlin],
    ['ten', five],
    ['boot', rebuild],
    ['last tuesday', back],
  ] as const)('“%s” alone may be anything that the room says', (text, open) => {
    expect(corrected(text, open)).toBe('rejected');
  });

  it.each(['make it so', 'yes', 'go ahead'])('“%s” is a yes and no value', (text) => {
    expect(corrected(text, berlin)).toMatchObject([{ intent: 'affirm' }]);
  });
});
