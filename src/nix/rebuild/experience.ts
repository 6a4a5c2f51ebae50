import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import type { Experience } from './estimate.ts';
import {
  ExperienceLine,
  experienceText,
  parseExperience,
  parseMonitorReports,
  type Step,
} from './experience-lines.ts';
import { LastBuilds } from './last-builds.ts';

/** With ten builds each they fill half of a file of the greatest length. */
const MOST_NAMES = 1000;
const MOST_BYTES = 1_000_000;
/** How much a download counts beside all that were before. */
const NEWEST_SHARE = 0.3;
/** Shorter ones are mostly waiting. */
const LEAST_MS = 200;

export interface KeptExperience extends Experience {
  /** Milliseconds that a step took as a rule; undefined: it was never seen. */
  stepMs(step: Step): number | undefined;
  addBuild(name: string, ms: number): void;
  addStep(step: Step, ms: number): void;
  addDownload(bytes: number, ms: number): void;
}

/**
 * What was learned of this machine, from `file`, and from `monitorFile` of nix-output-monitor, which is only read, for what
 * we have not built. Grows by a line at a time, and is shortened when it is opened. It makes estimates better: that it
 * cannot be read or written is no failure, and a line that two processes lose to each other does not matter.
 */
export function openExperience(file: string, monitorFile?: string): KeptExperience {
  const own = new LastBuilds(MOST_NAMES);
  const others = new LastBuilds(MOST_NAMES);
  const steps = new LastBuilds(MOST_NAMES);
  let bytesPerSecond: number | undefined;
  const learn = (line: ExperienceLine) => {
    if ('build' in line) own.add(line.build, line.ms);
    else if ('step' in line) steps.add(line.step, line.ms);
    else if (line.ms >= LEAST_MS) bytesPerSecond = averaged(bytesPerSecond, (1000 * line.bytes) / line.ms);
  };
  const { text, bytes } = readEnd(file);
  parseExperience(text).forEach(learn);
  if (monitorFile !== undefined)
    for (const { name, ms } of parseMonitorReports(readEnd(monitorFile).text)) others.add(name, ms);
  if (bytes > MOST_BYTES) shorten(file, own, steps, bytesPerSecond);
  const add = (line: ExperienceLine) => {
    if (!ExperienceLine.safeParse(line).success) return;
    learn(line);
    append(file, experienceText(line));
  };
  return {
    buildMs: (name) => own.medianMs(name) ?? others.medianMs(name),
    get bytesPerSecond() {
      return bytesPerSecond;
    },
    stepMs: (step) => steps.medianMs(step),
    addStep: (step, ms) => add({ step, ms }),
    addBuild: (name, ms) => add({ build: name, ms }),
    addDownload: (count, ms) => add({ bytes: count, ms }),
  };
}

function averaged(before: number | undefined, newest: number): number {
  return before === undefined ? newest : before + NEWEST_SHARE * (newest - before);
}

function shorten(
  file: string,
  builds: LastBuilds,
  steps: LastBuilds,
  bytesPerSecond: number | undefined,
): void {
  const lines: ExperienceLine[] = [
    ...[...builds.all()].map(({ name, ms }) => ({ build: name, ms })),
    ...[...steps.all()].map(({ name, ms }) => ({ step: name as Step, ms })),
  ];
  if (bytesPerSecond !== undefined) lines.push({ bytes: Math.round(bytesPerSecond), ms: 1000 });
  try {
    writeDurably(file, lines.map(experienceText).join(''));
  } catch {
    // It stays as long as it is.
  }
}

function append(file: string, text: string): void {
  try {
    makeFolder(dirname(file));
    appendFileSync(file, text, { mode: 0o600 });
  } catch {
    // It is known until this process ends.
  }
}

/** The last part of a file, and how long all of it is. */
function readEnd(file: string): { text: string; bytes: number } {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const { size } = fstatSync(handle);
    const part = Buffer.alloc(Math.min(size, MOST_BYTES));
    const read = readSync(handle, part, 0, part.length, size - part.length);
    return { text: part.subarray(0, read).toString('utf8'), bytes: size };
  } catch {
    return { text: '', bytes: 0 };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
