import { type ActivityField, type ActivityRecord, activityKind, activityResult } from '../activity.ts';
import { plainText } from '../plain-text.ts';
import { brokenProtocol } from './broken-protocol.ts';
import { readDaemonError } from './daemon-error.ts';
import { MOST_FIELDS } from './limits.ts';
import type { WireReader } from './wire-reader.ts';

const LAST = 0x616c7473;
const NEXT = 0x6f6c6d67;
const ERROR = 0x63787470;
const START = 0x53545254;
const STOP = 0x53544f50;
const RESULT = 0x52534c54;

/**
 * What the daemon tells between a request and its reply. Throws `DaemonError` when it tells that the request failed.
 * @param beforeEach called in front of each message.
 */
export async function readMessages(
  reader: WireReader,
  onRecord: (record: ActivityRecord) => void,
  beforeEach: () => void,
): Promise<void> {
  for (;;) {
    beforeEach();
    const tag = await reader.number();
    if (tag === LAST) return;
    if (tag === ERROR) throw await readDaemonError(reader);
    const record = await readRecord(tag, reader);
    if (record) onRecord(record);
  }
}

async function readRecord(tag: number, reader: WireReader): Promise<ActivityRecord | undefined> {
  switch (tag) {
    case NEXT:
      return { type: 'line', text: plainText(await reader.string()).trimEnd() };
    case START:
      return await readStart(reader);
    case STOP:
      return { type: 'stop', id: await reader.u64() };
    case RESULT: {
      const id = await reader.u64();
      const result = activityResult(await reader.size(), await readFields(reader));
      return result && { type: 'result', id, ...result };
    }
    default:
      throw brokenProtocol(`a message 0x${tag.toString(16)}`);
  }
}

async function readStart(reader: WireReader): Promise<ActivityRecord> {
  const id = await reader.u64();
  const level = await reader.small(7);
  const activity = activityKind(await reader.size());
  const text = plainText(await reader.string());
  const fields = await readFields(reader);
  return { type: 'start', id, activity, level, text, fields, parent: await reader.u64() };
}

async function readFields(reader: WireReader): Promise<ActivityField[]> {
  const fields: ActivityField[] = [];
  for (let left = await reader.count(MOST_FIELDS); left > 0; left--)
    fields.push((await reader.small(1)) === 0 ? await reader.size() : await reader.string());
  return fields;
}
