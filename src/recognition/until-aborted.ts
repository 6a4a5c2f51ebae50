/** The items of `source`, quietly ended by `signal` even when `source` does not listen to it. */
export async function* untilAborted<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const items = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextOrAborted(items, signal);
      if (next.done || signal.aborted) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that hangs in `next` would hang here too.
    items.return?.().catch(() => {});
  }
}

/** A promise of its own for every item: racing all of them against one would keep them all in memory. */
function nextOrAborted<Item>(items: AsyncIterator<Item>, signal: AbortSignal): Promise<IteratorResult<Item>> {
  return new Promise((resolve, reject) => {
    const end = () => resolve({ done: true, value: undefined });
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    items
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}
