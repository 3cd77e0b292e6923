import { describe, expect, test, vi } from 'vitest';

import { keepRepeating } from './keep-repeating.ts';
import { paused } from './paused.ts';
import { untilDone } from './until-done.ts';

describe('what is kept repeating', () => {
  test('goes on after failures, tells them once aloud, and that they are over', async () => {
    const stopping = new AbortController();
    const outcomes = ['fails', 'fails', 'works', 'fails', 'works'];
    const told: string[] = [];
    await keepRepeating({
      signal: stopping.signal,
      retryMs: 1,
      work: async () => {
        const outcome = outcomes.shift();
        if (outcomes.length === 0) stopping.abort();
        if (outcome === 'fails') throw new Error('away');
        return Promise.resolve(1);
      },
      failed: (error, level) => told.push(`${level}: ${String(error)}`),
      recovered: () => told.push('recovered'),
    });
    expect(outcomes).toEqual([]);
    expect(told).toEqual([
      ...['warn: Error: away', 'debug: Error: away', 'recovered'],
      ...['warn: Error: away', 'recovered'],
    ]);
  });

  test('ends with its signal, also in a pause, and what fails by that is not told', async () => {
    const stopping = new AbortController();
    let times = 0;
    const failed = () => expect.unreachable();
    const repeating = keepRepeating({
      ...{ signal: stopping.signal, retryMs: 60_000, failed },
      work: () => Promise.resolve((times += 1) * 60_000),
    });
    await vi.waitUntil(() => times === 1);
    stopping.abort();
    await repeating;
    expect(times).toBe(1);
    const ended = new AbortController();
    await keepRepeating({
      ...{ signal: ended.signal, retryMs: 60_000, failed },
      work: () => {
        ended.abort();
        return Promise.reject(new Error('The end.'));
      },
    });
  });
});

describe('what is repeated until it is done', () => {
  const { signal } = new AbortController();

  test('gives its result, after pauses that double', async () => {
    const pauses: number[] = [];
    let left = 3;
    const work = () => (left-- > 0 ? Promise.reject(new Error('not yet')) : Promise.resolve('done'));
    const result = await untilDone({ signal, firstPauseMs: 1 }, work, (_error, ms) => void pauses.push(ms));
    expect(result).toBe('done');
    expect(pauses).toEqual([1, 2, 4]);
  });

  test('ends with what it is told to give up for', async () => {
    const work = () => Promise.reject(new Error('never'));
    await expect(
      untilDone({ signal, firstPauseMs: 1 }, work, (error) => {
        throw error;
      }),
    ).rejects.toThrow('never');
  });

  test('ends with its failure once it is asked to end', async () => {
    const ended = AbortSignal.abort();
    const work = () => Promise.reject(new Error('the end'));
    await expect(
      untilDone({ signal: ended, firstPauseMs: 1 }, work, () => expect.unreachable()),
    ).rejects.toThrow('the end');
  });
});

test('a pause says whether it was one', async () => {
  expect(await paused(1, new AbortController().signal)).toBe(true);
  expect(await paused(60_000, AbortSignal.abort())).toBe(false);
});
