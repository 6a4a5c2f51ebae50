import { hasSyntax } from './safe-text.ts';

const FLAG = /(^|\s)(-{1,2})(?=[A-Za-z])/g;

/** Text in which flags are the only syntax, with its flags as they are said: "df dash h"; undefined for any other. */
export function withSpokenFlags(text: string): string | undefined {
  const spoken = text.replaceAll(
    FLAG,
    (_, before: string, { length }: string) => `${before}${'dash '.repeat(length)}`,
  );
  return spoken === text || hasSyntax(spoken) ? undefined : spoken;
}

/** "Systemctl stop cups.service": units are called without their kind. */
export function withoutUnitKind(text: string): string {
  return text.replaceAll(/(?<=[a-z0-9])\.service\b/gi, '');
}
