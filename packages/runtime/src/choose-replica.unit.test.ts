import { expect, test } from 'vitest';

import { chooseReplica } from './choose-replica.ts';

const replica = (node: string, seenSeconds: number) => ({
  node,
  seenSeconds,
  service: 'query',
  host: '',
  version: null,
});
const UNTRIED = { nodes: new Set<string>(), inAll: 0 };

test('while everybody is heard of, NATS chooses', () => {
  expect(chooseReplica([replica('one', 0), replica('two', 4)], UNTRIED, 0.5)).toBeUndefined();
  expect(chooseReplica([], UNTRIED, 0.5)).toBeUndefined();
});

test('one that has missed a heartbeat is left out, until it is heard again or forgotten', () => {
  const replicas = [replica('one', 1), replica('hung', 5), replica('two', 3)];
  expect([0, 0.4, 0.6, 0.99].map((random) => chooseReplica(replicas, UNTRIED, random))).toEqual([
    'one',
    'one',
    'two',
    'two',
  ]);
});

test('after a try without an answer each is addressed once, the one heard of last before the others', () => {
  const replicas = [replica('hung', 2), replica('well', 1)];
  const after = (...tried: string[]) =>
    chooseReplica(replicas, { nodes: new Set(tried), inAll: tried.length + 1 }, 0);
  expect([after(), after('well'), after('well', 'hung')]).toEqual(['well', 'hung', undefined]);
});
