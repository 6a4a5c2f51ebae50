import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** One request to the daemon and how to read its reply. */
export interface Operation<Reply> {
  /** As the protocol calls it. */
  name: string;
  number: number;
  /**
   * `query`: it changes nothing, may be asked again on another connection, and silence is a failure. `work`: it takes as
   * long as it takes, and is asked once.
   */
  kind: 'query' | 'work';
  /** The first protocol 1.`since` that has it. */
  since?: number;
  write?(writer: WireWriter): void;
  /** `minor`: of the protocol that was agreed on. */
  read(reader: WireReader, minor: number): Promise<Reply>;
}

/** The reply that only says that it is done. */
export async function readDone(reader: WireReader): Promise<void> {
  await reader.small(1);
}
