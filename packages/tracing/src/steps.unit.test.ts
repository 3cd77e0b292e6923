import { expect, test } from 'vitest';

import { inSpan } from './in-span.ts';
import { Steps } from './steps.ts';
import { recordSpans } from './testing/recording.ts';

test('work is a span, which ends when it does, with what it gave', async () => {
  const { tracing, happened } = recordSpans();
  expect(await inSpan(tracing, 'load', {}, (span) => Promise.resolve(span.traceparent))).toBe('load');
  expect(happened).toEqual(['start load', 'end load']);
});

test('work that throws is a failed span, and throws the same', async () => {
  const { tracing, happened } = recordSpans();
  const error = new Error('no room');
  await expect(inSpan(tracing, 'load', {}, () => Promise.reject(error))).rejects.toBe(error);
  expect(happened).toEqual(['start load', 'fail load: Error: no room', 'end load']);
});

test('steps follow each other as parts of their work, each timed once', () => {
  const { tracing, happened, started } = recordSpans();
  const timed: [string, boolean][] = [];
  const parent = tracing.start('publish');
  const steps = new Steps({
    tracing,
    parent,
    onStep: (name, seconds) => timed.push([name, seconds >= 0]),
  });
  steps.next('checks');
  steps.next('swap');
  steps.end();
  steps.end();
  expect(happened.slice(1)).toEqual(['start checks', 'end checks', 'start swap', 'end swap']);
  expect(started.slice(1).map(({ options }) => options?.parent)).toEqual(['publish', 'publish']);
  expect(timed).toEqual([
    ['checks', true],
    ['swap', true],
  ]);
});

test('only the step at work fails, and without one nothing does', () => {
  const { tracing, happened } = recordSpans();
  const steps = new Steps({ tracing, parent: tracing.start('publish') });
  steps.fail('too early');
  steps.next('checks');
  steps.next('swap');
  steps.fail('blocked');
  expect(happened.slice(1)).toEqual([
    'start checks',
    'end checks',
    'start swap',
    'fail swap: blocked',
    'end swap',
  ]);
});
