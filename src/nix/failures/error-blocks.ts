/** One error of Nix, with all that it says to it. */
export interface ErrorBlock {
  /** The innermost message and what follows it, without what a builder printed. */
  message: string;
  /** All of it, with the way that led there. */
  whole: string;
  /** What a builder printed last. */
  log: string;
}

const BEGIN = /^(?:warning: )?error:/;

/** The errors in what Nix printed, the last first: it is the one that Nix gave up for. */
export function errorBlocks(text: string): ErrorBlock[] {
  const blocks: string[][] = [];
  let open = false;
  for (const line of text.split('\n')) {
    if (BEGIN.test(line)) {
      blocks.push([line]);
      open = true;
    } else if (open && /^\s|^$|^- |^at /.test(line)) blocks.at(-1)?.push(line);
    else open = false;
  }
  return blocks.reverse().map(blockOf);
}

function blockOf(lines: readonly string[]): ErrorBlock {
  const isLog = (line: string) => /^\s*>/.test(line);
  const own = lines.filter((line) => !isLog(line));
  // Since 2.20 the message stands last, in an error of its own below the way that led to it.
  const begins = own.findLastIndex((line) => /^\s*(?:warning: )?error:/.test(line));
  return {
    message: own.slice(begins).join('\n').trim(),
    whole: own.join('\n'),
    log: lines.filter(isLog).join('\n'),
  };
}
