import type { Job } from '@regpipe/contracts';
import type { Measure, Stage } from '@regpipe/progress';

import { formatBytes, formatCount, formatWholeSeconds, printable } from './format.ts';
import type { Messages } from './messages/index.ts';

/*
 * The parts that lines about a stage are made of.
 */

/** Nothing is made of a pause that chunks and facts may take anyhow. */
const IDLE_AFTER_SECONDS = 15;

/** `61 %`, rounded down; empty where it is not known. */
export function describeShare({ share }: Stage): string {
  return share === null ? '' : `${Math.floor(share * 100)} %`;
}

/** How much is done, of how much; empty for steps, which have names, and where it is not known. */
export function describeAmount(stage: Stage, wide: boolean, messages: Messages): string {
  const words = messages.progress;
  const { unit, done, total, totalIsEstimate } = stage;
  if (done === null || unit === 'steps') return '';
  const format = unit === 'bytes' ? formatBytes : formatCount;
  const of = wide ? words.of : words.ofShort;
  const amount = total === null ? format(done) : of(format(done), format(total), totalIsEstimate);
  if (unit === 'chunks') return words.chunks(amount);
  return unit === 'records' && wide ? words.records(amount) : amount;
}

/** In records where that can be told, in the stage's own unit else; empty where nothing is. */
export function describeRate(stage: Stage, wide: boolean, messages: Messages): string {
  const { recordsPerSecond: records } = stage;
  if (records === null) return '';
  return wide
    ? messages.progress.recordsPerSecond(formatCount(records))
    : messages.progress.perSecond(formatCount(records));
}

/** The step of publishing; one that this CLI has no words for shows by its name. */
export function describeStep({ step, done, total }: Stage, messages: Messages): string {
  if (step === null) return '';
  const name =
    Object.entries(messages.publishSteps).find(([known]) => known === step)?.[1] ?? printable(step);
  return done === null || total === null ? name : messages.progress.step(done + 1, total, name);
}

/** How long the whole job will take yet, or for how long nothing has moved; empty where there is nothing to tell. */
export function describeRemaining(job: Job, measure: Measure, messages: Messages): string {
  const words = messages.progress;
  const { remainingSeconds: seconds, thenPublishing, idleSeconds } = measure;
  if (job.status === 'running' && idleSeconds >= IDLE_AFTER_SECONDS) {
    return words.idle(formatWholeSeconds(idleSeconds, messages.time));
  }
  if (seconds === null) return '';
  const time = formatRemaining(seconds, messages);
  return thenPublishing ? words.remainingThenPublishing(time) : words.remaining(time);
}

/** Whole seconds, of long times in steps of five: what cannot be known to the second is not shown so. */
export function formatRemaining(seconds: number, messages: Messages): string {
  const step = seconds < 60 ? 1 : 5;
  return formatWholeSeconds(Math.max(Math.ceil(seconds / step) * step, 1), messages.time);
}
