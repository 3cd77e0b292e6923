import type { Job } from '@regpipe/contracts';

import { formatCount, formatWholeSeconds, printable } from './format.ts';
import type { Measure } from './measure-progress.ts';
import type { Messages } from './messages/index.ts';

/** Share of the work that is done, 0 to 1; null while the total is unknown. */
export function shareDone(measure: Measure): number | null {
  if (measure.total === null) return null;
  return measure.total === 0 ? 1 : Math.min(measure.done / measure.total, 1);
}

/** What stands beside the bar, and after the state in a plain line. */
export function describeProgress(job: Job, measure: Measure, messages: Messages): string {
  const share = shareDone(measure);
  const parts = [
    share === null ? '' : `${String(Math.floor(share * 100)).padStart(3)} %`,
    describeRecords(measure, messages),
  ];
  if (job.status === 'publishing') {
    parts.push(describeStep(job, messages), formatWholeSeconds(job.seconds ?? 0, messages.time));
  } else {
    const { recordsPerSecond: rate, remainingSeconds: remaining } = measure;
    if (rate !== null) parts.push(messages.progress.rate(formatCount(rate)));
    if (remaining !== null && remaining > 0) {
      parts.push(messages.progress.remaining(formatWholeSeconds(Math.ceil(remaining), messages.time)));
    }
  }
  return parts.filter((part) => part !== '').join('  ');
}

function describeRecords({ done, total, totalIsEstimate }: Measure, messages: Messages): string {
  if (total === null) return messages.progress.records(formatCount(done));
  return messages.progress.recordsOf(formatCount(done), formatCount(total), totalIsEstimate);
}

/** The step of publishing; one that this CLI has no words for shows by its name. */
function describeStep({ progress }: Job, messages: Messages): string {
  const step = progress?.publish_step ?? '';
  return Object.entries(messages.publishSteps).find(([name]) => name === step)?.[1] ?? printable(step);
}
