import { ask } from './ask.ts';
import type { Command } from './command.ts';

/** Takes back the last change: the same as the sentence "undo the last change". */
export const undo: Command = (context) =>
  ask({ ...context, args: ['undo the last change', ...context.args] });
