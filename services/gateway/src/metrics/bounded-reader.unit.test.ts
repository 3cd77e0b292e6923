import { setImmediate as settled } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { BoundedReader } from './bounded-reader.ts';

const LIMIT_MS = 30;

/** A server that answers when it is told to. */
function heldReader() {
  const asked: PromiseWithResolvers<number>[] = [];
  const reader = new BoundedReader(() => {
    const answer = Promise.withResolvers<number>();
    asked.push(answer);
    return answer.promise;
  }, LIMIT_MS);
  return { reader, asked };
}

test('those who ask at once get the same, read once', async () => {
  const { reader, asked } = heldReader();
  const readings = [reader.read(), reader.read()];
  asked[0]?.resolve(7);
  expect((await Promise.all(readings)).map(({ facts }) => facts)).toEqual([7, 7]);
  expect(asked).toHaveLength(1);
  const again = reader.read();
  asked[1]?.resolve(8);
  expect((await again).facts).toBe(8);
});

test('a server that hangs gives nothing within the limit, and is not asked again before it has answered', async () => {
  const { reader, asked } = heldReader();
  const { facts, seconds } = await reader.read();
  expect(facts).toBeUndefined();
  expect(seconds).toBeGreaterThanOrEqual((LIMIT_MS - 1) / 1_000);
  expect((await reader.read()).facts).toBeUndefined();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(7);
  await settled();
  const next = reader.read();
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(8);
  expect((await next).facts).toBe(8);
});

test('one that fails gives nothing, and is asked again', async () => {
  const { reader, asked } = heldReader();
  const reading = reader.read();
  asked[0]?.reject(new Error('away'));
  expect((await reading).facts).toBeUndefined();
  await settled();
  void reader.read();
  expect(asked).toHaveLength(2);
});
