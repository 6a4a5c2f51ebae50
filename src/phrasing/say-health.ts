import type { Answer, Foreseen, HealthFinding } from '#nix/answer.ts';
import type { PhrasingContext } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayDuration } from './say-duration.ts';
import { sayList } from './say-list.ts';
import { sayObstacle } from './say-reason.ts';
import { saySize } from './say-size.ts';
import { capitalized } from './speakable.ts';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;

/** How the machine is, and how busy. */
export function sayHealth(answer: Of<'health'> | Of<'metrics'>, context: PhrasingContext): string {
  if (answer.type === 'health') {
    if (answer.findings.length === 0) return 'All is well.';
    return answer.findings.map((finding) => sayFinding(finding, context)).join(' ');
  }
  const { processorPercent, memoryUsedBytes, memoryTotalBytes, uptimeMs, celsius } = answer;
  const warmth = celsius === undefined ? '' : ` It is ${Math.round(celsius)} degrees warm.`;
  return `The processor is ${Math.round(processorPercent)} percent busy. ${saySize(memoryUsedBytes)} of ${saySize(memoryTotalBytes)} memory are used.${warmth} It has been up for ${sayDuration(uptimeMs)}.${sayHitRates(answer.hitRates ?? {})}`;
}

/** As part of an answer, with a space in front; nothing when nothing was asked for. */
function sayHitRates(rates: NonNullable<Of<'metrics'>['hitRates']>): string {
  const said = Object.entries(rates).map(
    ([what, { known, asked }]) =>
      `${Math.round((100 * known) / asked)} percent of ${FORESEEN[what as Foreseen]}`,
  );
  return said.length === 0 ? '' : ` Before you asked I knew ${sayList(said)}.`;
}

const FORESEEN: Readonly<Record<Foreseen, string>> = {
  generations: 'the generations',
  evaluations: 'what configurations make',
  downloads: 'what has to be fetched',
};

function sayFinding(finding: HealthFinding, context: PhrasingContext): string {
  const { serviceName } = context;
  switch (finding.what) {
    case 'failed-service':
      return `${capitalized(serviceName(finding.service))} has failed. Say restart ${serviceName(finding.service)}.`;
    case 'no-changes':
      return sayObstacle(finding, context);
    case 'services-unknown':
      return 'Nobody tells how services are. To hear whether systemd answers, type: ask-nix doctor.';
    case 'disk-nearly-full':
      return `The disk is nearly full, only ${saySize(finding.freeBytes)} are left.${finding.deadBytes > 0 ? ` Say collect garbage to free ${saySize(finding.deadBytes)}.` : ''}`;
    case 'damaged-paths':
      return `${capitalized(sayCount(finding.count, 'store path'))} ${finding.count === 1 ? 'is' : 'are'} damaged. Say repair the system.`;
    case 'needs-restart':
      return 'The machine runs an older kernel than the system has. It needs a restart.';
    case 'not-applied':
      return 'The configuration was changed and is not in use. Say rebuild.';
    case 'old-system':
      return `The last update was ${sayCount(finding.days, 'day')} ago. Say update the system.`;
  }
}
