import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { systemClock } from '#base/clock.ts';
import { ownMark } from '#base/process-life.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import { fileJournal } from '#journal/journal.ts';
import { openWork } from '#journal/open-work.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import { Request } from '#nix/request.ts';
import { helperSettings } from '../helper/helper-process.ts';
import { openLocal } from '../nix/local/local-fixture.ts';
import type { MiniSystem } from '../nix/mini-system.ts';

// Makes one change on a NixOS in miniature, written down in a journal: local-change.ts MINI JOURNAL [SOCKET]. Says `ready`, takes the
// requests as a line, says `planning`, `begun`, and last the answer.
const [miniText = '', journalFile = '', socket] = process.argv.slice(2);
const mini: MiniSystem = JSON.parse(miniText);
const home = join(import.meta.dirname, '../..');
const { signal } = new AbortController();
const say = (line: string) => process.stdout.write(`${line}\n`);

say('ready');
const [line] = (await once(createInterface({ input: process.stdin }), 'line')) as [string];
const requests = z.array(Request).parse(JSON.parse(line));
const journal = fileJournal(journalFile);
const privileged = socket ? helperClient(socket) : rootPrivileged(helperSettings(mini), home, systemClock);
const nix = await openLocal(mini, privileged);
const { underWay } = openWork(journal);
journal.append({ type: 'started', system: 'local', ears: 'terminal', underWay: [...underWay] }, Date.now());
say('planning');
const planned = await nix.plan(requests, signal);
if (planned.type === 'answer') say(JSON.stringify(planned.answer));
else {
  const { plan } = planned;
  const intents = requests.map(({ intent }) => intent);
  const about = { plan: plan.hash, intents, said: intents.join(' and ') };
  journal.append({ type: 'begun', process: ownMark(), ...about }, Date.now());
  say('begun');
  let last: { type: string } | undefined;
  for await (const news of nix.run(plan, signal)) last = news;
  const outcome = last?.type === 'done' ? 'done' : 'failed';
  journal.append({ type: 'change', ...about, outcome }, Date.now());
  say(JSON.stringify(last));
}
process.exit(0);
