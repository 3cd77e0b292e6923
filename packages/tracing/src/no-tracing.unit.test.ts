import { parseTraceparent } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { NO_TRACING } from './no-tracing.ts';
import { openTracing } from './open-tracing.ts';

const JOB = { id: 7, attempt: 1, created_at: '2026-05-09T06:00:00.000Z' };
const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('without a collector nothing is recorded', async () => {
  const tracing = await openTracing({
    collector: undefined,
    serviceName: 'regpipe-loader',
    resource: {},
    sampler: 'parentbased_always_on',
    ratio: 1,
    log: { info: () => {}, warn: () => {} },
    onSpans: () => {},
  });
  expect(tracing).toBe(NO_TRACING);
});

test('a traceparent travels on as it came, and where none came there is none', () => {
  const span = NO_TRACING.start('load', { parent: PARENT });
  expect([span.traceparent, span.isRecorded]).toEqual([PARENT, false]);
  expect(NO_TRACING.start('load').traceparent).toBeUndefined();
});

test('every process makes the same trace of a job', () => {
  const traceparent = NO_TRACING.traceparentOf(JOB);
  expect(parseTraceparent(traceparent)).toMatchObject({ sampled: true });
  expect(NO_TRACING.traceparentOf({ ...JOB })).toBe(traceparent);
  // PostgreSQL and JSON may write the same moment in other ways.
  expect(NO_TRACING.traceparentOf({ ...JOB, created_at: '2026-05-09T14:00:00+08:00' })).toBe(traceparent);
});

test.each([
  ['another job', { id: 8 }],
  ['another attempt', { attempt: 2 }],
  ['a job of the same number in another database', { created_at: '2026-05-09T06:00:00.001Z' }],
])('%s has another trace', (_what, changes) => {
  expect(NO_TRACING.traceparentOf({ ...JOB, ...changes })).not.toBe(NO_TRACING.traceparentOf(JOB));
});
