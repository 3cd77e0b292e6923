import { consume, consumeCommands, type Consumption } from '@regpipe/bus';
import {
  type Calls,
  errorMessage,
  eventSchema,
  parseMessage,
  redriveCommandSchema,
} from '@regpipe/contracts';
import { answer } from '@regpipe/runtime';
import { inSpan, jobAttributes } from '@regpipe/tracing';
import type { Context, ServiceSchema } from 'moleculer';

import { advanceJob } from './advance-job.ts';
import { cancelJob } from './cancel-job.ts';
import { countTransformed } from './count-transformed.ts';
import { foldEvent } from './fold-event.ts';
import { handleTick } from './handle-tick.ts';
import { planFetch } from './plan-fetch.ts';
import { readTick } from './read-tick.ts';
import { type Repetition, repeat } from './repeat.ts';
import { redriveJob } from './redrive-job.ts';
import { resendDeadLetters } from './resend-dead-letters.ts';
import { resumeJob } from './resume-job.ts';
import { rollBack } from './roll-back.ts';
import { startJob } from './start-job.ts';
import { tickByHand } from './tick-by-hand.ts';
import { traceRequest } from './trace-request.ts';
import type { TrackerContext } from './tracker-context.ts';
import { watchJobs } from './watch-jobs.ts';

type Request<N extends keyof Calls> = Context<Calls[N]['params']>;

/** How often the counts of jobs with news are folded: often enough to look live, seldom enough to cost nothing. */
const FOLD_INTERVAL_MS = 200;
const WATCH_INTERVAL_MS = 2_000;
const COUNT_INTERVAL_MS = 500;

/**
 * Owns the state of jobs: starts, resumes, repairs and cancels them, folds EVENTS and the ledger into their rows, and has them
 * published when everything is in. What comes of the ticks of schedules is its business as well.
 */
export function trackerService(
  tracker: TrackerContext,
  options: { readonly ackWaitMs: number },
): ServiceSchema {
  const jobsWithNews = new Set<number>();
  const repetitions: Repetition[] = [];
  const consumptions: Consumption[] = [];

  const guarded = (work: () => Promise<void>) => async () => {
    try {
      await work();
    } catch (error) {
      tracker.log.warn({ event: 'tracking_retried', err: error }, errorMessage(error));
    }
  };
  const foldNews = async () => {
    const jobs = [...jobsWithNews];
    jobsWithNews.clear();
    for (const jobId of jobs) await advanceJob(tracker, jobId);
  };

  return {
    name: 'tracker',
    actions: {
      health: () => ({ service: 'tracker', bus: tracker.bus.isConnected() }),
      start: ({ params }: Request<'tracker.start'>) =>
        answer(() => traceRequest(tracker, 'start', params, () => startJob(tracker, params))),
      resume: ({ params }: Request<'tracker.resume'>) =>
        answer(() => traceRequest(tracker, 'resume', params, () => resumeJob(tracker, params))),
      redrive: ({ params }: Request<'tracker.redrive'>) =>
        answer(() => traceRequest(tracker, 'redrive', params, () => redriveJob(tracker, params.jobId))),
      cancel: ({ params }: Request<'tracker.cancel'>) =>
        answer(() => traceRequest(tracker, 'cancel', params, () => cancelJob(tracker, params.jobId))),
      rollback: ({ params }: Request<'tracker.rollback'>) => answer(() => rollBack(tracker, params.dataset)),
      tick: ({ params }: Request<'tracker.tick'>) => answer(() => tickByHand(tracker, params.schedule)),
      fetchPlan: ({ params }: Request<'tracker.fetchPlan'>) =>
        answer(() => planFetch(tracker, params.jobId, params.attempt)),
    },
    async started() {
      // Neither facts nor commands nor ticks are given up: while PostgreSQL is away they come again.
      const limits = { concurrency: 1, ackWaitMs: options.ackWaitMs, maxDeliveries: Number.MAX_SAFE_INTEGER };
      consumptions.push(
        await consume(tracker.bus, {
          ...limits,
          stream: 'EVENTS',
          durable: 'tracker',
          retryDelayMs: 500,
          about: ({ data }) => ({ job_run_id: parseMessage(eventSchema, data).metadata.jobId }),
          handle: async (delivery) => {
            const event = parseMessage(eventSchema, delivery.data);
            if (await foldEvent(tracker, event)) jobsWithNews.add(event.metadata.jobId);
          },
          bury: () => Promise.resolve(),
        }),
        await consume(tracker.bus, {
          ...limits,
          stream: 'SCHEDULE',
          durable: 'ticks',
          retryDelayMs: 500,
          handle: (delivery) => handleTick(tracker, delivery),
          // What cannot be read is thrown once more, and so kept in DEAD.
          bury: (delivery) => Promise.resolve(void readTick(delivery)),
        }),
        await consumeCommands(tracker.bus, {
          ...limits,
          verb: 'redrive',
          schema: redriveCommandSchema,
          failureCode: 'INTERNAL',
          handle: (command, { traceparent: parent }, signal) =>
            inSpan(tracker.tracing, 'resend', { parent, attributes: jobAttributes(command) }, (span) =>
              resendDeadLetters(tracker, command, span.traceparent, signal),
            ),
        }),
      );
      await guarded(() => watchJobs(tracker, 0))();
      repetitions.push(
        repeat(FOLD_INTERVAL_MS, guarded(foldNews)),
        // Beside the folding, which must not wait for an answer of NATS.
        repeat(
          COUNT_INTERVAL_MS,
          guarded(() => countTransformed(tracker)),
        ),
        repeat(
          WATCH_INTERVAL_MS,
          guarded(() => watchJobs(tracker)),
        ),
      );
    },
    async stopped() {
      await Promise.all(consumptions.map((consumption) => consumption.stop()));
      await Promise.all(repetitions.map((repetition) => repetition.stop()));
    },
  };
}
