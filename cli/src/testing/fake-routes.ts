import type { Job } from '@regpipe/contracts';

import { type FakeRoute, ok } from './fake-api.ts';
import { publicationFixture, runningJobFixture } from './fixtures.ts';

/*
 * Routes of the API as tests play them: a data set with two kept versions, and job 42.
 */

export const DATASET = 'GET /api/datasets/tax-registration';
export const START = 'POST /api/jobs';
export const JOB = 'GET /api/jobs/42';
export const JOBS = 'GET /api/jobs';

export const kept = publicationFixture({
  version: 40,
  job_id: 40,
  live: false,
  row_counts: { tax_registration: 1_598_000 },
});
const live = publicationFixture({ version: 41, job_id: 41, row_counts: { tax_registration: 1_599_000 } });

/** The data set with these jobs. */
export function datasetWith(running: Job | null, last: Job | null = running): FakeRoute {
  const history = [live, kept].map((publication) => ({ ...publication, dropped: false }));
  return () => ok({ name: 'tax-registration', live, history, running_job: running, last_job: last });
}

export const dataset = datasetWith(null);

export const started: FakeRoute = () => ({ status: 202, body: runningJobFixture({ status: 'queued' }) });

/** Two looks at the running job, then its end. */
export function endsAs(last: unknown): FakeRoute {
  return (_request, count) => ok(count < 2 ? runningJobFixture() : last);
}

/** The list of jobs, whatever is asked for. */
export function jobsOf(...items: readonly Job[]): FakeRoute {
  return () => ok({ items, next_cursor: null });
}
