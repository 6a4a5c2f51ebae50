import { z } from 'zod';

const Milliseconds = z
  .number()
  .min(0)
  .max(10 * 86_400_000);

/** What is done besides building and downloading. */
const Step = z.enum(['evaluation', 'activation']);
export type Step = z.infer<typeof Step>;

export const ExperienceLine = z.union([
  z.strictObject({ build: z.string().min(1).max(250), ms: Milliseconds }),
  z.strictObject({ step: Step, ms: Milliseconds }),
  z.strictObject({ bytes: z.number().min(1), ms: Milliseconds }),
]);
export type ExperienceLine = z.infer<typeof ExperienceLine>;

/** What lines of the file say; damaged ones are left out. */
export function parseExperience(text: string): ExperienceLine[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      const { data } = ExperienceLine.safeParse(JSON.parse(line));
      return data ? [data] : [];
    } catch {
      return [];
    }
  });
}

/** It begins with its line end, so that one that was torn by a kill spoils no other. */
export function experienceText(line: ExperienceLine): string {
  return `\n${JSON.stringify(line)}`;
}

/**
 * The reports that nix-output-monitor keeps: `hostname,derivation name,utc time,build seconds`, with a heading; oldest first.
 */
export function parseMonitorReports(text: string): { name: string; ms: number }[] {
  return text.split('\n').flatMap((line) => {
    const [, name, , seconds, ...more] = line.trim().split(',');
    const ms = 1000 * Number(seconds);
    const isReport = more.length === 0 && name && seconds && Milliseconds.safeParse(ms).success;
    return isReport ? [{ name: name.replace(/^"(.*)"$/, '$1'), ms }] : [];
  });
}
