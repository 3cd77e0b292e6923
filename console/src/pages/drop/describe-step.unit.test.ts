import type { AuditEntry } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { createFormats } from '../../i18n/format.ts';
import { describeStep } from './describe-step.ts';
import { dropPageEn } from './texts.en.ts';

const formats = createFormats('en', 'UTC');

function describe(part: Partial<AuditEntry>) {
  const entry: AuditEntry = {
    id: 1,
    batch_job_id: 1,
    job_id: null,
    at: '2026-05-09T06:00:00.000Z',
    event: 'received',
    severity: 'info',
    message: 'What the service says.',
    payload: {},
    ...part,
  };
  return describeStep(entry, dropPageEn.way, formats);
}

test('what is known and went well is told in words of our own', () => {
  expect(describe({ payload: { bucket: 'drops', bytes: 3_100 } })).toEqual({
    text: 'Received',
    facts: ['3.03 KiB'],
    foreign: undefined,
  });
  expect(describe({ event: 'started', job_id: 12, payload: { attempt: 2 } }).facts).toEqual([
    'job 12',
    'attempt 2',
  ]);
});

test('what went wrong is told with the words of the service, too', () => {
  const { text, facts, foreign } = describe({
    ...{ event: 'retried', severity: 'warning' },
    payload: { code: 'STORE_UNAVAILABLE', pause_seconds: 4, attempt: 1 },
  });
  expect([text, facts, foreign]).toEqual([
    'To be tried again',
    ['STORE_UNAVAILABLE', 'after 4.0s'],
    'What the service says.',
  ]);
});

test('an event that this console does not know shows by its name and message', () => {
  expect(describe({ event: 'weighed' })).toMatchObject({
    text: 'weighed',
    foreign: 'What the service says.',
  });
});
