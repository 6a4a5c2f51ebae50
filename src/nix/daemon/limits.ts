/** What a peer may make us keep, in bytes. A real store of a million paths stays below all of them. */
export const MOST_IN_STRING = 16 * 1024 * 1024;
export const MOST_IN_GREETING = 64 * 1024;
export const MOST_IN_MESSAGE = 32 * 1024 * 1024;
export const MOST_IN_REPLY = 256 * 1024 * 1024;
/** Bytes that came before anybody asked for them: above it, the socket is not read from. Each piece counts for more. */
export const MOST_WAITING = 1024 * 1024;
export const PIECE_COST = 256;

export const MOST_ITEMS = 4_000_000;
export const MOST_FIELDS = 64;
export const MOST_TRACES = 10_000;

/** How long a peer may send nothing, in milliseconds. */
export const GREETING_QUIET_MS = 10_000;
export const QUERY_QUIET_MS = 60_000;
/** How much longer it all may take, for who sends a little now and then. */
export const PATIENCE = 10;

/** How long a connection that nobody uses is kept, and how many. */
export const KEPT_MS = 30_000;
export const MOST_KEPT = 3;
export const MOST_QUERIES_AT_ONCE = 4;
