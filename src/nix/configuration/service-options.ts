import type { Service } from '#catalogue/service.ts';
import { OptionPath, ServiceName } from '../names.ts';

/** Which option enables a service, and which services an option enables. */
export interface ServiceOptions {
  optionOf(unit: ServiceName): OptionPath | undefined;
  servicesOf(option: OptionPath): readonly ServiceName[];
}

/** From the catalogue's table; a record that fits no name is a mistake in it, and throws. */
export function serviceOptions(services: readonly Service[]): ServiceOptions {
  const options = new Map(
    services.map(({ unit, option }) => [ServiceName.parse(unit), OptionPath.parse(option)] as const),
  );
  const units = Map.groupBy(options.keys(), (unit) => options.get(unit) as OptionPath);
  return {
    optionOf: (unit) => options.get(unit),
    servicesOf: (option) => units.get(option) ?? [],
  };
}
