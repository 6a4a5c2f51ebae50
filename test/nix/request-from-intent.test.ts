import { describe, expect, it } from 'vitest';
import { requestFrom } from '#nix/request-from-intent.ts';
import type { Slots } from '#understanding/intent.ts';

describe('a request from an intent', () => {
  const good: readonly [string, Slots, object][] = [
    ['install_package', { package: 'telegram-desktop' }, { package: 'telegram-desktop' }],
    [
      'remove_package',
      { package: 'kdePackages.okular', spoken: 'okular' },
      { package: 'kdePackages.okular' },
    ],
    ['search_packages', { query: 'text editor' }, { query: 'text editor' }],
    ['list_generations', { anything: 'else' }, {}],
    ['rebuild', { action: 'boot' }, { action: 'boot' }],
    ['rebuild', {}, { action: 'switch' }],
    ['rollback', { target: 'previous' }, { target: { kind: 'previous' } }],
    ['rollback', {}, { target: { kind: 'previous' } }],
    ['rollback', { target: 'number:7', number: 7 }, { target: { kind: 'number', number: 7 } }],
    ['rollback', { number: 41 }, { target: { kind: 'number', number: 41 } }],
    ['rollback', { target: 'previous', offset: -16 }, { target: { kind: 'back', count: 16 } }],
    ['edit_undo', {}, {}],
  ];
  it.each(good)('%s %j', (intent, slots, fields) => {
    expect(requestFrom({ intent, slots })).toEqual({ intent, ...fields });
  });

  const odd: readonly [string, Slots][] = [
    ['install_package', {}],
    ['install_package', { package: '' }],
    ['install_package', { package: 'firefox; rm -rf /' }],
    ['install_package', { package: '../../etc/passwd' }],
    ['install_package', { package: '$(reboot)' }],
    ['install_package', { package: 'a'.repeat(500) }],
    ['install_package', { package: 7 }],
    ['search_packages', { query: '' }],
    ['search_packages', { query: 'x'.repeat(201) }],
    ['rebuild', { action: 'explode' }],
    ['rollback', { target: 'date:last tuesday' }],
    ['rollback', { target: 'number:seven' }],
    ['rollback', { target: 'number:0' }],
    ['rollback', { number: 1.5 }],
    ['rollback', { number: -3 }],
    ['rollback', { target: 'previous', offset: 0 }],
    ['affirm', {}],
    ['out_of_scope', {}],
    ['constructor', {}],
    ['__proto__', {}],
    ['make_coffee', { package: 'firefox' }],
  ];
  it.each(odd)('asks nothing of Nix: %s %j', (intent, slots) => {
    expect(requestFrom({ intent, slots })).toBeUndefined();
  });
});
