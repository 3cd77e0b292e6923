import { setTimeout as pause } from 'node:timers/promises';

import { isActive, type Job, jobSchema, TerminalError } from '@regpipe/contracts';
import type { Stack } from '@regpipe/stack';

import { processUsage, type ProcessUsage } from './process-usage.ts';

export interface PipelineRun {
  readonly version: number;
  /** From the POST to published. */
  readonly seconds: number;
  /** From the POST until the last chunk is loaded. */
  readonly loadSeconds: number;
  readonly publishSeconds: number;
  /** From published until the search indexes are built: not part of the ratio. */
  readonly searchSeconds: number;
  /** CPU of this run; the peak is that of the process's life. */
  readonly services: readonly ProcessUsage[];
}

/** As often as the CLI looks; more would be a load of its own. */
const POLL_MS = 250;

/** Runs one full job over the API and watches it. @throws TerminalError when it does not end well */
export async function runPipeline(stack: Stack, source: string): Promise<PipelineRun> {
  const before = await usage(stack);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  let job = await request(stack, 'POST', '/api/jobs', { mode: 'full', source, force: true });
  let loadSeconds = 0;
  while (isActive(job.status)) {
    await pause(POLL_MS);
    job = await request(stack, 'GET', `/api/jobs/${job.id}`);
    if (job.status === 'running') loadSeconds = elapsed();
  }
  const seconds = elapsed();
  if (job.status !== 'success') {
    throw new TerminalError(
      'STACK_FAILED',
      `Job ${job.id} ended as ${job.status}: ${job.error_message ?? ''}`,
    );
  }
  const services = (await usage(stack)).map((after, index) => ({
    ...after,
    cpuSeconds: after.cpuSeconds - (before[index]?.cpuSeconds ?? 0),
  }));
  while (job.publication?.search_ready !== true) {
    await pause(POLL_MS);
    job = await request(stack, 'GET', `/api/jobs/${job.id}`);
  }
  const searchSeconds = elapsed() - seconds;
  return {
    version: job.id,
    seconds,
    loadSeconds,
    publishSeconds: seconds - loadSeconds,
    searchSeconds,
    services,
  };
}

async function usage(stack: Stack): Promise<ProcessUsage[]> {
  return Promise.all(stack.services.map((service) => processUsage(service.service, service.pid ?? 0)));
}

async function request(stack: Stack, method: string, path: string, body?: unknown): Promise<Job> {
  const response = await fetch(`${stack.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.apiToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return jobSchema.parse(await response.json());
}
