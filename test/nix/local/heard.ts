import { AskNixError } from '#base/errors.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';
import { listOf } from '#dialogue/lists.ts';
import type { ListAnswer, Reply } from '#dialogue/reply.ts';
import type { Answer } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { phrase } from '#phrasing/phrase.ts';
import { answersTo } from './outcomes.ts';

const names = spokenNames(bundledCatalogue());

/** What is said in the end to who asks for `requests`, and says yes to the plan. */
export async function heard(nix: Nix, ...requests: Request[]): Promise<string> {
  const context = { ...names, now: Date.now() };
  return phrase(await replyTo(nix, requests), 'normal', context);
}

async function replyTo(nix: Nix, requests: Request[]): Promise<Reply> {
  try {
    const answer = (await answersTo(nix, ...requests)).at(-1) as Answer;
    return isList(answer)
      ? { type: 'list', list: listOf(answer), from: 0, count: 3 }
      : { type: 'result', answer, droppedNext: false };
  } catch (error) {
    if (!(error instanceof AskNixError)) throw error;
    return { type: 'trouble', where: 'task', code: error.code, message: error.message };
  }
}

function isList(answer: Answer): answer is ListAnswer {
  return ['generations', 'installed', 'found', 'service-log'].includes(answer.type);
}
