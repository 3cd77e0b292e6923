import { createHash } from 'node:crypto';

import type { TraceContext } from '@regpipe/contracts';

import type { TracedJob } from './tracing.ts';

/**
 * The span of a job's attempt: its ids are made from the job's row, so that every process that has the row agrees on
 * them, without a place where they are kept. The time at which the job was made tells it from those of other databases
 * with the same number.
 */
export function traceOfJob({ id, attempt, created_at }: TracedJob): Omit<TraceContext, 'sampled'> {
  const digest = createHash('sha256')
    .update(`job ${id} ${attempt} ${Date.parse(created_at)}`)
    .digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}
