import { isSettled, JOB_STATUSES } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { sampleJob, samplePublication } from '../../testing/sample-job.ts';
import { findOutcome } from './find-outcome.ts';
import { jobPageEn } from './texts.en.ts';

const words = jobPageEn.outcome;
const outcomeOf = (part: Parameters<typeof sampleJob>[0]) =>
  findOutcome(sampleJob(part), words, (code) => (code === '' ? undefined : `What to do about ${code}.`));

test.each(JOB_STATUSES)('%s: something is said of every job that has ended, and of no other', (status) => {
  expect(outcomeOf({ status }) === undefined).toBe(!isSettled(status));
});

test('an error brings its next step, one of a guard is no failure of the job', () => {
  expect(outcomeOf({ status: 'failed', error_code: 'SOURCE_TRUNCATED' })).toEqual({
    tone: 'bad',
    text: words.failed,
    next: 'What to do about SOURCE_TRUNCATED.',
  });
  expect(outcomeOf({ status: 'failed', error_code: 'GUARD_REJECTED' })).toMatchObject({
    tone: 'warn',
    text: words.guard,
  });
  expect(outcomeOf({ status: 'failed', error_code: 'GUARD_REJECTED', mode: 'dry-run' })?.text).toBe(
    words.guardDryRun,
  );
});

test('nobody is told to resume what was given up', () => {
  const discarded_at = '2026-05-10T00:00:00.000Z';
  expect(outcomeOf({ status: 'failed', error_code: 'SOURCE_STALLED', discarded_at })?.next).toBe(
    words.discarded,
  );
  expect(outcomeOf({ status: 'interrupted', discarded_at })?.next).toBe(words.discarded);
  expect(outcomeOf({ status: 'interrupted' })?.next).toBe(words.interruptedNext);
});

test('a partial job is repaired only while its version is live', () => {
  expect(outcomeOf({ status: 'partial' })?.next).toBe(words.partialNext);
  const publication = { ...samplePublication, live: false };
  expect(outcomeOf({ status: 'partial', publication })?.next).toBe(words.partialNotLive);
});

test('a file that is merged brings no version, which does not make its job a dry run', () => {
  const merged = { load: 'merge', publication: null } as const;
  expect(outcomeOf(merged)?.text).toBe(words.merged);
  expect(outcomeOf({ ...merged, mode: 'dry-run' })?.text).toBe(words.successDryRun);
});
