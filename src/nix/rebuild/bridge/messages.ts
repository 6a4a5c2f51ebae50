import { z } from 'zod';

const Id = z.int().min(1);

/** What `bridge.py` writes, a line each. */
const BridgeMessage = z.union([
  z.strictObject({ id: Id, line: z.string() }),
  z.strictObject({ id: Id, result: z.unknown() }),
  z.strictObject({ id: Id, failed: z.int() }),
  z.strictObject({ id: Id, broken: z.string() }),
]);
export type BridgeMessage = z.infer<typeof BridgeMessage>;

/** What `bridge.py` is asked. */
export type BridgeRequest =
  | { verb: 'hello' }
  | { verb: 'build'; flake?: string; host?: string }
  | { verb: 'list'; profile: string };

/** Undefined: no message. */
export function parseBridgeMessage(line: string): BridgeMessage | undefined {
  try {
    return BridgeMessage.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
