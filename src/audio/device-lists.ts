import { z } from 'zod';
import type { Device } from './devices.ts';

/** What a sound system tells of a device. `isMonitor`: it hears what a loudspeaker plays, not a room. */
export interface ListedDevice extends Device {
  readonly isMonitor: boolean;
}

export type Direction = 'in' | 'out';

const Node = z.object({
  info: z.object({
    props: z.object({
      'media.class': z.string(),
      'node.name': z.string().min(1),
      'node.description': z.string().optional(),
      'node.nick': z.string().optional(),
    }),
  }),
});

const Metadata = z.object({
  metadata: z.array(z.object({ key: z.string(), value: z.unknown() })),
});

/** What `pw-dump` prints. Undefined when it is no such thing. */
export function parsePipeWireDump(text: string, direction: Direction): ListedDevice[] | undefined {
  const objects = parseJson(text);
  if (!Array.isArray(objects)) return undefined;
  const wanted = direction === 'in' ? /^Audio\/(Source|Duplex)/ : /^Audio\/(Sink|Duplex)/;
  const usual = defaultNode(objects, direction === 'in' ? 'default.audio.source' : 'default.audio.sink');
  return objects.flatMap((object) => {
    const node = Node.safeParse(object);
    if (!node.success) return [];
    const { props } = node.data.info;
    if (!wanted.test(props['media.class'])) return [];
    const id = props['node.name'];
    const name = props['node.description'] ?? props['node.nick'] ?? id;
    return [{ id, name, isDefault: id === usual, isMonitor: false }];
  });
}

function defaultNode(objects: readonly unknown[], key: string): string | undefined {
  const entries = objects.flatMap((object) => Metadata.safeParse(object).data?.metadata ?? []);
  const value = entries.find((entry) => entry.key === key)?.value;
  const named = z
    .object({ name: z.string() })
    .safeParse(typeof value === 'string' ? parseJson(value) : value);
  return named.data?.name;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What `pactl list sources` (or sinks) and `pactl info` print in the C locale. Not their JSON: pactl 16 gives "(null)"
 * there for a description that is not ASCII, and commas in numbers in some locales.
 */
export function parsePulseList(text: string, info: string): ListedDevice[] {
  const usual = /^Default (?:Source|Sink): (.+)$/gm;
  const defaults = new Set([...info.matchAll(usual)].map(([, name]) => name?.trim()));
  return text.split(/^(?:Source|Sink) #\d+$/m).flatMap((section) => {
    const id = field(section, 'Name');
    if (!id) return [];
    const monitored = field(section, 'Monitor of Sink');
    return [
      {
        id,
        name: field(section, 'Description') || id,
        isDefault: defaults.has(id),
        isMonitor: monitored !== undefined && monitored !== 'n/a',
      },
    ];
  });
}

function field(section: string, key: string): string | undefined {
  return new RegExp(`^\\t${key}: (.*)$`, 'm').exec(section)?.[1]?.trim();
}

/**
 * What `arecord -l` (cards) and `arecord -L` (names) print; names of the configuration that are no card, such as
 * `default`, can be chosen by id but are not listed. Cards are opened with conversions, as few can do 16 kHz mono.
 */
export function parseAlsaLists(cards: string, names: string): { devices: ListedDevice[]; ids: string[] } {
  const line = /^\S[^:]*?(\d+)\s*: (\S+) \[(.*?)\], [^:]*?(\d+)\s*: (.*?) \[(.*?)\]\s*$/gm;
  const found = [...cards.matchAll(line)].map(([, , card, cardName, number, , name]) => ({
    card: card as string,
    cardName: cardName as string,
    number: number as string,
    name: name as string,
  }));
  const devices = found.map(({ card, cardName, number, name }, at) => {
    const isOnly = found.filter((other) => other.card === card).length === 1;
    return {
      id: `plughw:CARD=${card},DEV=${number}`,
      name: isOnly ? cardName : `${cardName} ${name}`,
      isDefault: at === 0,
      isMonitor: false,
    };
  });
  return { devices, ids: names.match(/^\S+$/gm) ?? [] };
}
