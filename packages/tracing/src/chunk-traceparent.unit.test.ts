import { parseTraceparent } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { chunkTraceparent } from './chunk-traceparent.ts';

const SAMPLED = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const isRecorded = (chunk: number) => parseTraceparent(chunkTraceparent(SAMPLED, chunk))?.sampled === true;

function recordedOf(chunks: number): number {
  return Array.from({ length: chunks }, (_, chunk) => chunk).filter(isRecorded).length;
}

test('every chunk of an ordinary job is recorded', () => {
  expect(recordedOf(600)).toBe(600);
  expect(recordedOf(1_000)).toBe(1_000);
});

test('a job of many chunks gives a trace that can still be looked at', () => {
  expect(recordedOf(20_000)).toBe(1_000 + 900 + 100);
  expect([1_000, 1_010, 10_000, 10_100].map(isRecorded)).toEqual([true, true, true, true]);
  expect([1_001, 9_999, 10_010].map(isRecorded)).toEqual([false, false, false]);
});

test('one that is not recorded belongs to the trace all the same', () => {
  expect(chunkTraceparent(SAMPLED, 1_001)).toBe(`${SAMPLED.slice(0, -2)}00`);
});

test('what is not recorded anyway stays so, and where there is no trace there is none', () => {
  const unsampled = `${SAMPLED.slice(0, -2)}00`;
  expect(chunkTraceparent(unsampled, 0)).toBe(unsampled);
  expect(chunkTraceparent(undefined, 0)).toBeUndefined();
  expect(chunkTraceparent(undefined, 1_001)).toBeUndefined();
});
