import { setTimeout as pause } from 'node:timers/promises';

import { type Job, TerminalError } from '@regpipe/contracts';
import type { Stack } from '@regpipe/stack';

import { followToEnd, requestJob } from '@regpipe/stack';
import type { BenchStack } from './bench-stack.ts';
import { stagesOf } from './measure/job-log.ts';
import type { RowCounts, Stage } from './results.ts';

export interface PipelineRun {
  readonly jobId: number;
  /** From the POST until a client that follows the job is told that it is published. */
  readonly seconds: number;
  readonly stages: readonly Stage[];
  /** By live name. */
  readonly rows: RowCounts;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  readonly endedMs: number;
}

const POLL_MS = 50;
const LOG_LIMIT_MS = 5_000;

/** The one place where the bench starts a job: forced, as the same source comes again and would be skipped, and without guards. */
function startJob(stack: Stack, source: string): Promise<Job> {
  return requestJob(stack, 'POST', '/api/jobs', { mode: 'full', source, force: true, accept: true });
}

/** Runs one full job over the API. @throws TerminalError when it does not end well */
export async function runPipeline(bench: BenchStack, source: string): Promise<PipelineRun> {
  const { stack } = bench;
  const startedMs = now();
  const { id } = await startJob(stack, source);
  const job = await followToEnd(stack, id);
  const endedMs = now();
  if (job.status !== 'success') {
    const why = job.error_message ?? (await deadChunks(bench, id));
    throw new TerminalError('STACK_FAILED', `Job ${id} ended as ${job.status}: ${why}`);
  }
  await untilLogged(bench, id);
  return {
    jobId: id,
    seconds: (endedMs - startedMs) / 1000,
    stages: stagesOf(bench.log.of(id), startedMs, endedMs),
    rows: job.publication?.row_counts ?? {},
    startedMs,
    endedMs,
  };
}

/** Why chunks of a job were given up. */
async function deadChunks({ database }: BenchStack, jobId: number): Promise<string> {
  const { rows } = await database.pool.query<{ reason: string }>(
    `SELECT DISTINCT stage || ': ' || reason AS reason FROM etl.dead_chunk WHERE job_id = $1`,
    [jobId],
  );
  return rows.map(({ reason }) => reason).join('; ');
}

/** Waits for a version's search indexes, and gives the seconds that it has waited. */
export async function untilSearchable(stack: Stack, jobId: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const job = await requestJob(stack, 'GET', `/api/jobs/${jobId}`);
    if (job.publication?.search_ready === true) return (performance.now() - started) / 1000;
    await pause(POLL_MS);
  }
}

/** The client may know of the end before the loader's last line has come through its pipe. */
async function untilLogged({ log }: BenchStack, jobId: number): Promise<void> {
  const deadline = performance.now() + LOG_LIMIT_MS;
  while (log.of(jobId).publishedMs === undefined && performance.now() < deadline) await pause(POLL_MS);
}

/** Comparable with the times that services log, and finer than Date.now(). */
function now(): number {
  return performance.timeOrigin + performance.now();
}
