import { describe, expect, it } from 'vitest';
import { hear, meaning } from './world.ts';

function offered(text: string, expecting: Parameters<typeof hear>[1] = 'idle') {
  const heard = hear(text, expecting);
  if (heard.decision === 'ambiguous')
    return `${heard.intents[0].intent} ${heard.candidates.map(({ value }) => value).join(' ')}?`;
  return heard.decision === 'incomplete'
    ? `${heard.intents[0].intent} ${heard.slot} ${heard.heard}?`
    : meaning(heard);
}

describe('a name that is half remembered', () => {
  it.each([
    ['add auda something', 'install_package audacity?'],
    ['install something like krit', 'install_package krita?'],
    ['install something that starts with blend', 'install_package blender?'],
    ['install whatsit, libre something', 'install_package libreoffice?'],
    ["get the one that starts with fire, i don't know the name", 'install_package firefox?'],
    ["remove whatever it's called, blend something", 'remove_package blender?'],
    ["uninstall, what's it called, tele something", 'remove_package telegram-desktop?'],
    ['restart post something', 'service_restart postgresql postfix?'],
    ['install something like gimp', 'install_package gimp?'],
  ])('“%s” is offered and never taken', (text, expected) => {
    expect(offered(text)).toBe(expected);
  });

  it.each([
    ['add zqx something', 'install_package package zqx?'],
    ['install something called xyqqw', 'install_package package xyqqw?'],
    ['restart qqx something', 'service_restart service qqx?'],
  ])('“%s” is like nothing, so that the name is asked for', (text, expected) => {
    expect(offered(text)).toBe(expected);
  });

  it.each([
    ['install gimp or something', 'install_package gimp'],
    ["get rid of, what's it called, vlc", 'remove_package vlc'],
    ["what's it called, krit something", 'search_packages krit'],
  ])('“%s” is clear', (text, expected) => {
    expect(offered(text)).toBe(expected);
  });

  it('answers the question which one', () => {
    const clarifying = {
      state: 'clarifying',
      pending: ['install_package'],
      missing: { slot: 'package', slots: {} },
    } as const;
    expect(offered('blend something', clarifying)).toBe('install_package blender?');
    expect(offered('k r i something', clarifying)).toBe('install_package krita?');
  });

  it.each([
    'i need something quick',
    'say something',
    'something is wrong',
    'add something nice',
    'do something',
    'turn on something',
    'she bought a blender or something',
    'a glass of wine or so',
  ])('“%s” is no name', (text) => {
    expect(['ambiguous', 'incomplete', 'understood']).not.toContain(hear(text).decision);
  });

  it('is never an answer to a plan', () => {
    const open = [{ intent: 'install_package', slots: { package: 'vim' } }];
    const heard = hear('blend something', { state: 'confirming', pending: ['install_package'], open });
    expect(heard.decision).toBe('rejected');
  });
});
