import { expect, test } from 'vitest';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';
import type { Option } from '#catalogue/option.ts';
import { Attribute } from '#nix/attribute.ts';
import {
  withInstalled,
  withOption,
  withoutElement,
  withoutOption,
  withRemoved,
} from '#nix/configuration/edits.ts';
import { serviceOptions } from '#nix/configuration/service-options.ts';
import { EMPTY_CONFIG, ManagedConfig, managedText } from '#nix/managed-config.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';

const options = bundledOptions();
const option = (path: string) => options.find((found) => found.path === path) as Option;
const PORTS = OptionPath.parse('networking.firewall.allowedTCPPorts');
const BLUETOOTH = OptionPath.parse('hardware.bluetooth.enable');
const vim = Attribute.parse('vim');

const config: ManagedConfig = { version: 1, packages: [vim], options: { [PORTS]: [80] } };

test('a package comes once and goes', () => {
  const git = Attribute.parse('git');
  expect(withInstalled(config, git)).toMatchObject({ config: { packages: ['vim', 'git'] } });
  expect(withInstalled(config, vim)).toEqual({ type: 'already' });
  expect(withRemoved(config, vim)).toMatchObject({ config: { packages: [] } });
  expect(withRemoved(config, git)).toEqual({ type: 'already' });
});

test('a switch is set and set back, and then it is as if it had never been', () => {
  const set = withOption(EMPTY_CONFIG, option(BLUETOOTH), true);
  if (set.type !== 'edited') throw new Error(set.type);
  expect(set.config.options).toEqual({ [BLUETOOTH]: true });
  expect(withOption(set.config, option(BLUETOOTH), true)).toEqual({ type: 'already' });
  expect(withoutOption(set.config, BLUETOOTH)).toEqual({ type: 'edited', config: EMPTY_CONFIG });
  expect(withoutOption(EMPTY_CONFIG, BLUETOOTH)).toEqual({ type: 'already' });
});

test('to a list one element is added, and the last one that goes takes the option with it', () => {
  expect(withOption(config, option(PORTS), 443)).toMatchObject({
    config: { options: { [PORTS]: [80, 443] } },
  });
  expect(withOption(config, option(PORTS), 80)).toEqual({ type: 'already' });
  expect(withoutElement(config, PORTS, 443)).toEqual({ type: 'already' });
  expect(withoutElement(config, PORTS, 80)).toEqual({ type: 'edited', config: { ...config, options: {} } });
});

test.each([
  [BLUETOOTH, 'yes'],
  [PORTS, 99_999],
  [PORTS, 'http'],
])('%s does not take %s', (path, value) => {
  expect(withOption(config, option(path), value)).toMatchObject({ type: 'bad-value' });
});

test('every option of the table takes its example, and what comes out is read again', () => {
  for (const found of options) {
    const { type } = found;
    const of = type.kind === 'list' ? type.of : type;
    const value =
      of.kind === 'boolean' || of.kind === 'integer'
        ? of.kind === 'boolean' || of.least
        : of.kind === 'choice'
          ? (of.values[0] as string)
          : of.example;
    const set = withOption(EMPTY_CONFIG, found, value);
    if (set.type !== 'edited') throw new Error(`${found.path}: ${set.type}`);
    expect(ManagedConfig.parse(JSON.parse(managedText(set.config)))).toEqual(set.config);
  }
});

test('every service has its option, and an option its services', () => {
  const { optionOf, servicesOf } = serviceOptions(bundledServices());
  expect(optionOf(ServiceName.parse('sshd'))).toBe('services.openssh.enable');
  expect(servicesOf(OptionPath.parse('services.openssh.enable'))).toEqual(['sshd']);
  expect(optionOf(ServiceName.parse('no-such-unit'))).toBeUndefined();
  expect(servicesOf(PORTS)).toEqual([]);
});
