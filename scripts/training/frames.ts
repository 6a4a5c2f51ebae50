import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A sentence with placeholders for names and numbers, and what it is an example of. */
export interface Frame {
  /** An intent, with the slots that belong to it: `rebuild action=boot`. */
  label: string;
  text: string;
  state: 'idle' | 'confirming';
}

/** All frames of a folder of examples, one file an intent; `= key: value` sets a slot for the lines that follow. */
export function readFrames(folder: string): readonly Frame[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .flatMap((name) => framesIn(basename(name, '.txt'), readFileSync(join(folder, name), 'utf8')));
}

function framesIn(intent: string, text: string): readonly Frame[] {
  const frames: Frame[] = [];
  let label = intent;
  let state: Frame['state'] = 'idle';
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const header = /^=\s*(?:(\w+):\s*([\w-]+))?$/.exec(trimmed);
    if (!header) frames.push({ label, text: trimmed, state });
    else if (header[1] === 'state' && intent === 'out_of_scope')
      state = header[2] === 'confirming' ? 'confirming' : 'idle';
    else label = header[1] === undefined ? intent : `${intent} ${header[1]}=${header[2]}`;
  }
  return frames;
}
