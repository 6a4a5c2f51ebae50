import type { Checked } from './journal.ts';

/** What a journal has been through. */
export interface JournalHealth {
  records: number;
  /** Records that were lost because writing them was cut off. */
  torn: number;
  /** Lines that were damaged or changed afterwards. */
  broken: number;
  foreign: number;
  /** In one or two sentences, what was lost; undefined when nothing was. */
  loss?: string;
}

export function journalHealth({ records, torn, broken, foreign }: Checked): JournalHealth {
  const losses = [
    ...(torn.length > 0
      ? [`${count(torn.length, 'record')} of the journal cut off while being written.`]
      : []),
    ...(broken.length > 0
      ? [
          `The journal is damaged at ${count(broken.length, 'line')}, the first is line ${broken[0]}; what is told may not be all.`,
        ]
      : []),
    ...(foreign > 0
      ? [`${count(foreign, 'record')} of the journal come from another version of ask-nix.`]
      : []),
  ];
  return {
    records: records.length,
    torn: torn.length,
    broken: broken.length,
    foreign,
    ...(losses.length > 0 ? { loss: losses.join(' ') } : {}),
  };
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
