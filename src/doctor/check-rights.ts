import { NixError } from '#base/errors.ts';
import { hangingMs } from '#nix/privileged/hanging.ts';
import type { Privileged, PrivilegedResult } from '#nix/privileged.ts';
import { sayDuration } from '#phrasing/say-duration.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

const RESTART = 'Type: sudo systemctl restart ask-nix-helper.socket ask-nix-helper.service';

const REMEDIES: Readonly<Partial<Record<NixError['code'], string>>> = {
  refused: 'Add yourself to the group ask-nix, and log in again.',
  'no-answer': RESTART,
};

type Status = Extract<PrivilegedResult, { type: 'status' }>;

/**
 * Who makes changes on a real system. `distrust` says of files which one somebody besides root could change: who can change
 * the program that has root's rights, has them too.
 */
export async function checkRights(
  privileged: Privileged | undefined,
  distrust: (files: readonly string[]) => string | undefined,
  now: number,
  signal: AbortSignal,
): Promise<Found> {
  if (!privileged)
    return degraded(
      'Nobody here may change your system: I can look, and plan.',
      'Import nix/module.nix of ask-nix in your configuration, and enable services.ask-nix.helper for yourself.',
    );
  let status: Status | undefined;
  try {
    status = await statusOf(privileged, signal);
  } catch (error) {
    const remedy = error instanceof NixError ? REMEDIES[error.code] : undefined;
    if (remedy === undefined) throw error;
    return failed((error as NixError).message, remedy);
  }
  if (!status) return failed('The root helper does not say how it is.', RESTART);
  return judged(privileged.by, status, now, distrust(status.files));
}

function judged(by: Privileged['by'], status: Status, now: number, distrusted: string | undefined): Found {
  const { settled } = status;
  const hangsMs = hangingMs(status, now);
  if (by === 'helper' && distrusted !== undefined)
    return failed(
      `Somebody besides root could change the root helper: ${distrusted}`,
      'Install it where only root may write, as nix/module.nix does.',
    );
  if (distrusted !== undefined)
    return degraded(
      `You are root, but somebody else could change what you run: ${distrusted}`,
      'Run it as yourself, with the root helper.',
    );
  if (settled?.how === 'left')
    return degraded(
      settled.message ?? 'A switch was broken off, and not all could be put back.',
      'Say rebuild to put all in place.',
    );
  if (hangsMs !== undefined)
    return degraded(
      `A system has been activated for ${sayDuration(hangsMs)}, and something in it hangs.`,
      'Stop that, or see what it is: journalctl --follow --unit nixos-rebuild-switch-to-configuration',
    );
  return ok(
    by === 'helper'
      ? "The root helper makes changes; its files are root's alone."
      : 'You are root, and changes are made by myself.',
  );
}

async function statusOf(privileged: Privileged, signal: AbortSignal): Promise<Status | undefined> {
  for await (const news of privileged.call({ verb: 'status' }, signal))
    if (news.type === 'result' && news.result.type === 'status') return news.result;
  return undefined;
}
