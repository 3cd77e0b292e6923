import {
  errorMessage,
  type ErrorCode,
  type JobVerb,
  parseMessage,
  RegpipeError,
  subjects,
  TRACEPARENT,
} from '@regpipe/contracts';
import type { z } from 'zod';

import type { Bus } from './connect-bus.ts';
import { consume, type Consumption } from './consume.ts';
import { publishEvent } from './publish-json.ts';

export interface CommandOptions<C> {
  readonly verb: JobVerb;
  readonly schema: z.ZodType<C>;
  readonly concurrency: number;
  readonly ackWaitMs: number;
  readonly maxDeliveries: number;
  /** The code of a job that fails by an error that is not one of ours. */
  readonly failureCode: ErrorCode;
  handle(command: C, delivery: CommandDelivery, signal: AbortSignal): Promise<void>;
}

export interface CommandDelivery {
  readonly redelivered: boolean;
  /** Of what the command follows from. */
  readonly traceparent: string | undefined;
}

interface JobCommand {
  readonly dataset: string;
  readonly jobId?: number;
  readonly attempt?: number;
}

const RETRY_DELAY_MS = 1_000;

/** Works through the commands of one verb. One that fails for good fails its job, by the event that says why. */
export async function consumeCommands<C extends JobCommand>(
  bus: Bus,
  options: CommandOptions<C>,
): Promise<Consumption> {
  return consume(bus, {
    stream: 'JOBS',
    durable: `jobs-${options.verb}`,
    filter: subjects.everyJob(options.verb),
    concurrency: options.concurrency,
    ackWaitMs: options.ackWaitMs,
    maxDeliveries: options.maxDeliveries,
    retryDelayMs: RETRY_DELAY_MS,
    about: ({ data }) => ({ job_run_id: parseMessage(options.schema, data).jobId }),
    handle: async (delivery, signal) => {
      const command = parseMessage(options.schema, delivery.data);
      const traceparent = delivery.headers[TRACEPARENT];
      await options.handle(command, { redelivered: delivery.deliveryCount > 1, traceparent }, signal);
    },
    bury: async (delivery, error, signal) => {
      const command = parseMessage(options.schema, delivery.data);
      if (command.jobId === undefined || command.attempt === undefined) return;
      const code = error instanceof RegpipeError ? error.code : options.failureCode;
      await publishEvent(
        bus,
        {
          type: 'job.failed',
          data: { code, message: errorMessage(error) },
          job: { jobId: command.jobId, dataset: command.dataset, attempt: command.attempt },
          key: options.verb,
          traceparent: delivery.headers[TRACEPARENT],
        },
        signal,
      );
    },
  });
}
