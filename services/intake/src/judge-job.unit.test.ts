import type { Job } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { judgeJob } from './judge-job.ts';

const ETAG = 'e7a9';

const judge = (job: Partial<Job>) =>
  judgeJob(
    { id: 7, status: 'failed', source_etag: ETAG, error_code: null, error_message: null, ...job } as Job,
    ETAG,
  );

test('a job that has read the dropped file and ended well has loaded it', () => {
  for (const source_etag of [ETAG, `"${ETAG}"`, null])
    expect(judge({ status: 'success', source_etag })).toEqual({ kind: 'loaded' });
});

test('a job that has read another file has not, however it ended', () => {
  expect(judge({ status: 'success', source_etag: 'other' })).toMatchObject({
    kind: 'failed',
    code: 'DROP_GONE',
  });
});

test.each([
  [{ error_code: 'SOURCE_CHANGED' }, 'failed', 'DROP_GONE'],
  [{ error_code: 'SOURCE_NOT_FOUND' }, 'failed', 'DROP_GONE'],
  [{ error_code: 'VALIDATION_FAILED' }, 'failed', 'VALIDATION_FAILED'],
  [{ error_code: 'DATABASE_UNAVAILABLE' }, 'temporary', 'DATABASE_UNAVAILABLE'],
  [{ status: 'interrupted' }, 'temporary', 'TRACKER_UNAVAILABLE'],
  [{ status: 'cancelled' }, 'failed', 'DROP_CANCELLED'],
] as const)('%j is %s: %s', (job, kind, code) => {
  expect(judge(job)).toMatchObject({ kind, code });
});
