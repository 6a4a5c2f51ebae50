import type { PackageIndex } from '#catalogue/package.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { Answer } from '../answer.ts';
import type { World } from './world.ts';

const NEAR_LIMIT = 3;

/** Names that a wrong one may have meant. */
export function nearNames(packages: PackageIndex, settings: SettingsIndex): World['near'] {
  return {
    package: (name) => packages.named(name, NEAR_LIMIT).map((match) => match.package.attribute),
    service: (name) => settings.servicesNamed(name, NEAR_LIMIT).map(({ item }) => item.unit),
    option: (name) => settings.optionsNamed(name, NEAR_LIMIT).map(({ item }) => item.path),
  };
}

export function noSuchPackage(attribute: string, { near }: Pick<World, 'near'>): Answer {
  return { type: 'no-such-package', attribute, near: near.package(attribute) };
}
