import { plainText } from '../plain-text.ts';
import { type ErrorBlock, errorBlocks } from './error-blocks.ts';
import type { Failure } from './failure.ts';
import { positionOf } from './position.ts';
import { ERROR_RULES, LINE_RULES, type Rule } from './rules.ts';

/** Nix gives up at the end of what it prints; more than this of it is not looked at. */
const MOST_LETTERS = 200_000;
const MOST_DETAIL = 300;

export interface FailureContext {
  /** The folder of the configuration: what is in it, the user can mend. */
  configuration: string;
}

/**
 * Why a program of Nix failed, from what it printed. Total: what is not known is `unexplained`. Warnings and what builders
 * print are not mistaken for errors.
 */
export function classify(output: string, { configuration }: FailureContext): Failure {
  const text = plainText(output.slice(-MOST_LETTERS));
  const blocks = errorBlocks(text);
  for (const block of blocks) {
    const failure = ofBlock(block, configuration);
    if (failure) return failure;
  }
  const said = firstMatch(LINE_RULES, text);
  if (said) return said;
  const [last] = blocks;
  const where = last && positionOf(last, configuration);
  if (where) return { code: 'evaluation-failed', ...where, detail: detailOf(last.message) };
  return { code: 'unexplained', detail: detailOf(last?.message ?? lastLine(text)) };
}

/** Likewise, from one message: the daemon and internal-json tell an error without saying that it is one. */
export function classifyMessage(message: string, context: FailureContext): Failure {
  const text = plainText(message.slice(-MOST_LETTERS)).trimStart();
  return classify(/^error:/.test(text) ? text : `error: ${text}`, context);
}

function ofBlock(block: ErrorBlock, folder: string): Failure | undefined {
  const found = firstMatch(ERROR_RULES, block.message) ?? firstMatch(ERROR_RULES, block.whole);
  if (!found) return undefined;
  // A builder that ran out of room fails like any other.
  if (found.code === 'build-failed' && /No space left on device/.test(block.log))
    return { ...found, code: 'no-space' };
  const where = positionOf(block, folder);
  const near = nearNames(block.whole);
  return { ...found, ...where, ...(near.length > 0 && { near }) };
}

function firstMatch(rules: readonly Rule[], text: string): Failure | undefined {
  for (const { code, pattern, called = (subject: string) => subject } of rules) {
    const match = pattern.exec(text);
    if (!match) continue;
    const subject = match.groups?.subject;
    return {
      code,
      ...(subject !== undefined && { subject: called(subject) }),
      detail: detailOf(lineAt(text, match.index)),
    };
  }
  return undefined;
}

/** "Did you mean firefox?", "Did you mean one of a, b or c?" */
function nearNames(text: string): string[] {
  const meant = /Did you mean (?:one of )?([^?\n]+)\?/.exec(text)?.[1];
  return meant?.split(/, | or /).map((name) => name.trim()) ?? [];
}

function lineAt(text: string, index: number): string {
  const begin = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(begin, end < 0 ? undefined : end);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function detailOf(text: string): string {
  const line = text.replace(/^\s*(?:warning: )?error:\s*/, '').split('\n')[0] ?? '';
  return line.trim().slice(0, MOST_DETAIL);
}
