import type { Catalogue } from './catalogue.ts';
import { spokenOption } from './option.ts';
import { spokenName } from './package.ts';
import { spokenService } from './service.ts';
import type { Topic } from './topic.ts';

/** How we say what NixOS calls by other names, what is done to it, and what there is to explain. */
export interface SpokenNames {
  /** A package's attribute: `visual studio code`. */
  names(attribute: string): string;
  /** A systemd unit: `printing`. */
  serviceName(unit: string): string;
  /** An option's path: `bluetooth`. */
  optionName(path: string): string;
  /** Whether the option at a path is a list: what is set is one more element. */
  isList(path: string): boolean;
  /** What there is to tell about what somebody asks to have explained. */
  topicsAbout(text: string): readonly Topic[];
}

export function spokenNames({ packages, settings, topics }: Catalogue): SpokenNames {
  return {
    names: (attribute) => {
      const found = packages.byAttribute(attribute);
      return found ? spokenName(found) : attribute.replaceAll(/[-_.]+/g, ' ');
    },
    serviceName: (unit) => spokenService(unit, settings.service(unit)),
    optionName: (path) => spokenOption(path, settings.option(path)),
    isList: (path) => settings.option(path)?.type.kind === 'list',
    topicsAbout: (text) => topics.about(text),
  };
}
