import { type Job, withoutQuotes } from '@regpipe/contracts';

import { judgeCode } from './judge-code.ts';

/** What a job that has ended means for its drop. */
export type Verdict =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'failed' | 'temporary'; readonly code: string; readonly message: string };

/** The file that the drop is about is not what lies under its name any more. */
const GONE: ReadonlySet<string> = new Set(['SOURCE_NOT_FOUND', 'SOURCE_CHANGED']);

/**
 * @param job that has ended
 * @param etag of the drop: what the job has read must be that object
 */
export function judgeJob(job: Job, etag: string): Verdict {
  const code = job.error_code ?? CODES[job.status] ?? 'INTERNAL';
  const message = job.error_message ?? `Job ${job.id} ended as ${job.status}.`;
  if (job.source_etag !== null && plain(job.source_etag) !== etag) {
    const instead = `Another file lay there when it was read (ETag ${plain(job.source_etag)}); that one is a drop of its own.`;
    return { kind: 'failed', code: 'DROP_GONE', message: instead };
  }
  if (job.status === 'success' || job.status === 'skipped') return { kind: 'loaded' };
  if (GONE.has(code)) return { kind: 'failed', code: 'DROP_GONE', message };
  return { kind: judgeCode(code) === 'final' ? 'failed' : 'temporary', code, message };
}

/** Of jobs that end without one. */
const CODES: Partial<Record<Job['status'], string>> = {
  interrupted: 'TRACKER_UNAVAILABLE',
  cancelled: 'DROP_CANCELLED',
  partial: 'CHUNKS_DEAD',
};

function plain(etag: string): string {
  return withoutQuotes(etag.replace(/^W\//, ''));
}
