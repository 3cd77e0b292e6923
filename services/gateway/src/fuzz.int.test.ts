import { fuzzApi } from '@regpipe/api-fuzz';
import { type Job, type Publication, RefusedError, type ScheduleRun } from '@regpipe/contracts';
import { getJob, setSchedule } from '@regpipe/database';
import { expect, onTestFinished, test } from 'vitest';

import type { CallTracker } from './gateway.ts';
import { startTestGateway, type TestGateway, TOKEN } from './testing/test-gateway.ts';

const REQUESTS_PER_OPERATION = 30;

/** A tracker that grants what it is asked, and every other time refuses. */
function moodyTracker(job: () => Promise<Job>): CallTracker {
  let asked = 0;
  return async (name: string) => {
    // A tick is never refused: where no job can be started, its run says so.
    if (name === 'tracker.tick') return run;
    asked += 1;
    if (asked % 4 === 1)
      throw new RefusedError('JOB_RUNNING', 'A job is running.', { fields: { job_id: 1 } });
    if (asked % 4 === 3) throw new RefusedError('TRACKER_UNAVAILABLE', 'The tracker does not answer.');
    return name === 'tracker.rollback' ? publication : job();
  };
}

const run: ScheduleRun = {
  due_at: '2026-05-09T06:00:00.000Z',
  ticked_at: '2026-05-09T06:00:00.100Z',
  by: 'hand',
  outcome: 'started',
  job_id: 1,
  code: null,
  message: null,
};

const publication: Publication = {
  version: 1,
  dataset: 'plants',
  job_id: 1,
  published_at: '2026-05-09T06:00:00.000Z',
  live: true,
  source_stamp: '2026-05-09',
  etag: null,
  sha256: null,
  row_counts: { plant: 2 },
  search_ready: false,
};

test('whatever is sent to the API, it answers as it says it does', async () => {
  let jobId = 0;
  const gateway: TestGateway = await startTestGateway({
    callTracker: moodyTracker(async () => (await getJob(gateway.database.pool, jobId)) as Job),
    callProjector: () => Promise.reject(new RefusedError('PROJECTION_UNKNOWN', 'There is none.')),
    offerCommand: () => Promise.resolve('stored'),
    answerQuestion: () => Promise.resolve({ records: [], total: 0, nextCursor: null }),
    callIntake: () => Promise.reject(new RefusedError('INTAKE_UNAVAILABLE', 'The intake does not answer.')),
  });
  onTestFinished(() => gateway.close());
  jobId = await gateway.addJob();
  await gateway.addRejects(jobId, 'MISSING_NAME', ['=cmd|1', 'a "quoted",\r\nbroken line', '\u202e']);
  await gateway.addToken('viewer', 'ci');
  await setSchedule(gateway.database.pool, {
    ...{ name: 'ci', dataset: 'plants', mode: 'full', source: null, cron: '0 2 * * *', every_minutes: null },
    ...{ time_zone: 'Asia/Taipei', repeats: null, enabled: true },
  });
  await gateway.database.pool.query(
    `UPDATE etl.etl_job_run SET status = 'success';
     CREATE VIEW public.plant AS SELECT * FROM (VALUES ('fern', '蕨'), ('moss', '苔')) AS plant (code, name);
     INSERT INTO etl.publication (dataset, version, job_id, live, row_counts)
     SELECT dataset, id, id, true, '{"plant": 2}' FROM etl.etl_job_run`,
  );
  const report = await fuzzApi({
    baseUrl: await gateway.server.listen({ port: 0 }),
    token: TOKEN,
    requestsPerOperation: REQUESTS_PER_OPERATION,
    known: { id: [String(jobId)], code: ['moss'], name: ['plants', 'ci'], type: ['MISSING_NAME'] },
    // It is there to fail.
    skip: ['/api/plants-written'],
  });
  expect(report.requests).toBeGreaterThan(400);
  // Else nothing but the front door was tried.
  expect(report.byStatus[200]).toBeGreaterThan(50);
  const refused = [400, 404, 409, 413, 415, 422].map((status) => report.byStatus[status] ?? 0);
  expect(refused.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
});
