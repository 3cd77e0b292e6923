import { isGuardCode, type Job } from '@regpipe/contracts';

import type { jobPageEn } from './texts.en.ts';

export interface Outcome {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
  readonly next: string | undefined;
}

type Words = (typeof jobPageEn)['outcome'];

/** What came of a job and what to do next; undefined while it runs. */
export function findOutcome(
  job: Job,
  words: Words,
  nextStepOf: (code: string) => string | undefined,
): Outcome | undefined {
  const { status, mode, load, publication, discarded_at: discardedAt } = job;
  const canGoOn = discardedAt === null;
  switch (status) {
    case 'queued':
    case 'running':
    case 'publishing':
      return undefined;
    case 'success':
      if (publication === null) {
        const isMerged = load === 'merge' && mode === 'full';
        return { tone: 'good', text: isMerged ? words.merged : words.successDryRun, next: undefined };
      }
      return {
        tone: 'good',
        text: words.success(publication.version),
        next: publication.live ? undefined : words.notLive,
      };
    case 'skipped':
      return { tone: 'good', text: words.skipped, next: words.skippedNext };
    case 'partial':
      return {
        tone: 'warn',
        text: words.partial,
        next: publication?.live === true ? words.partialNext : words.partialNotLive,
      };
    case 'failed':
      return {
        tone: isGuardCode(job.error_code) ? 'warn' : 'bad',
        text: failedText(job, words),
        next: canGoOn || mode === 'dry-run' ? nextStepOf(job.error_code ?? '') : words.discarded,
      };
    case 'interrupted':
      return {
        tone: 'bad',
        text: words.interrupted,
        next: canGoOn ? words.interruptedNext : words.discarded,
      };
    case 'cancelled':
      return { tone: 'warn', text: words.cancelled, next: words.cancelledNext };
  }
}

function failedText({ error_code: code, mode }: Job, words: Words): string {
  if (!isGuardCode(code)) return words.failed;
  return mode === 'full' ? words.guard : words.guardDryRun;
}
