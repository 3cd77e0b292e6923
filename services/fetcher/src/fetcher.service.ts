import { type Bus, consumeCommands, type Consumption, publishEvent } from '@regpipe/bus';
import { type FetchCommand, fetchCommandSchema, JOB_STOPPED, maskSource } from '@regpipe/contracts';
import { findDataset } from '@regpipe/datasets';
import type { Logger, S3Access, ServiceContext } from '@regpipe/runtime';
import type { SourcePolicy } from '@regpipe/source-policy';
import { inSpan, jobAttributes, type Span } from '@regpipe/tracing';
import type { Context, ServiceSchema } from 'moleculer';
import type { z } from 'zod';

import { awaitPlan } from './await-plan.ts';
import type { configSchema } from './config.ts';
import { fetchJob } from './fetch-job.ts';
import { observeFetch } from './observe-fetch.ts';

export interface FetcherOptions extends Pick<
  ServiceContext<z.output<typeof configSchema>>,
  'config' | 'log' | 'broker' | 'metrics' | 'tracing'
> {
  readonly bus: Bus;
  readonly sourcePolicy: SourcePolicy;
  readonly s3: S3Access;
}

/**
 * Consumes `jobs.fetch`: reads the source and publishes raw chunks. A killed fetcher's command is delivered again, and
 * goes on from what the ledger holds.
 */
export function fetcherService(options: FetcherOptions): ServiceSchema {
  const { bus, config } = options;
  const running = new Map<number, AbortController>();
  let consumption: Consumption | undefined;
  return {
    name: 'fetcher',
    actions: {
      health: () => ({ service: 'fetcher', bus: bus.isConnected(), jobs: [...running.keys()] }),
    },
    events: {
      [JOB_STOPPED]: (context: Context<{ jobId: number }>) => {
        running.get(context.params.jobId)?.abort(new JobStopped());
      },
    },
    async started() {
      consumption = await consumeCommands(bus, {
        verb: 'fetch',
        schema: fetchCommandSchema,
        concurrency: config.FETCHER_CONCURRENCY,
        ackWaitMs: config.REGPIPE_ACK_WAIT_MS,
        maxDeliveries: config.REGPIPE_MAX_DELIVERIES,
        failureCode: 'SOURCE_READ_FAILED',
        handle: async (command, { traceparent }, signal) => {
          const stopping = new AbortController();
          // An earlier attempt that still reads here has nothing to say any more.
          running.get(command.jobId)?.abort(new JobStopped());
          running.set(command.jobId, stopping);
          const either = AbortSignal.any([signal, stopping.signal]);
          const attributes = jobAttributes(command);
          const span = { parent: traceparent, kind: 'consumer', attributes } as const;
          try {
            await inSpan(options.tracing, 'fetch', span, (fetch) =>
              unlessStopped(options, command, fetch, stopping.signal, () =>
                handleFetch(options, command, fetch.traceparent, either),
              ),
            );
          } finally {
            if (running.get(command.jobId) === stopping) running.delete(command.jobId);
          }
        },
      });
    },
    async stopped() {
      await consumption?.stop();
    },
  };
}

/** Why a fetch is given up: its job was cancelled or has failed elsewhere. */
class JobStopped extends Error {
  override readonly name = 'JobStopped';
}

/** That a job wants no more data is no failure of its fetch. */
async function unlessStopped(
  { log }: FetcherOptions,
  { jobId }: FetchCommand,
  span: Span,
  stopped: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(stopped.reason instanceof JobStopped)) throw error;
    span.set({ 'regpipe.result': 'stopped' });
    log.info({ event: 'fetch_stopped', job_run_id: jobId }, 'The job wants no more data');
  }
}

async function handleFetch(
  options: FetcherOptions,
  command: FetchCommand,
  traceparent: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { bus, config, log, broker } = options;
  const { jobId, dataset, attempt } = command;
  const job = { jobId, dataset, attempt };
  const plan = await awaitPlan(broker, command, log, signal);
  if (!plan.wanted) {
    log.info({ event: 'fetch_skipped', job_run_id: jobId }, `Job ${jobId} is not wanted any more`);
    return;
  }
  log.info(
    {
      event: 'fetch_started',
      job_run_id: jobId,
      source: maskSource(command.source),
      checkpoint: plan.checkpoint,
    },
    'Fetching',
  );
  const result = await fetchJob(
    {
      bus,
      dataset: findDataset(dataset),
      sourceOptions: {
        signal,
        policy: options.sourcePolicy,
        s3: options.s3,
        maxBytes: config.REGPIPE_SOURCE_MAX_BYTES,
        timeoutMs: config.REGPIPE_SOURCE_TIMEOUT_MS,
        retryDelaysMs: config.REGPIPE_SOURCE_RETRY_DELAYS_MS,
        log: sourceLog(log, jobId),
      },
      onOpened: (data) =>
        publishEvent(bus, { type: 'source.opened', data, job, key: String(Date.now()), traceparent }, signal),
      onProgress: (data) => {
        const key = `${data.bytesRead}.${Date.now()}`;
        publishEvent(bus, { type: 'fetch.progressed', data, job, key, traceparent }, signal).catch(
          () => undefined,
        );
      },
      observer: observeFetch(options.metrics, dataset),
      traceparent,
    },
    command,
    plan,
  );
  await publishEvent(bus, { ...result, job, key: 'end', traceparent }, signal);
  if (result.type === 'fetch.completed') {
    const { records } = result.data;
    log.info({ event: 'fetch_completed', job_run_id: jobId, ...result.data }, `Fetched ${records} records`);
  } else {
    log.info(
      { event: 'source_unchanged', job_run_id: jobId, ...result.data },
      'The source is what is live already',
    );
  }
}

function sourceLog(log: Logger, jobId: number): Pick<Logger, 'warn'> {
  return log.child({ job_run_id: jobId });
}
