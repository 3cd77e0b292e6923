import { expect, test } from 'vitest';

import { replicasOf, type SeenNode } from './list-replicas.ts';

const NOW = 1_000;

function node(changes: Partial<SeenNode>): SeenNode {
  return {
    id: 'loader.1',
    local: false,
    available: true,
    hostname: 'one',
    metadata: { service: 'loader', version: '1.2.3' },
    lastHeartbeatTime: NOW - 2,
    ...changes,
  };
}

test('says who is there, where, and when it was last heard of', () => {
  const own = node({ id: 'gateway.1', local: true, metadata: { service: 'gateway' }, lastHeartbeatTime: 3 });
  expect(replicasOf([node({}), own], NOW)).toEqual([
    { service: 'gateway', node: 'gateway.1', host: 'one', version: null, seenSeconds: 0 },
    { service: 'loader', node: 'loader.1', host: 'one', version: '1.2.3', seenSeconds: 2 },
  ]);
});

test('who has said goodbye is gone at once, who has fallen silent after ten seconds', () => {
  expect(replicasOf([node({ available: false })], NOW)).toEqual([]);
  expect(replicasOf([node({ lastHeartbeatTime: NOW - 11 })], NOW)).toEqual([]);
  expect(replicasOf([node({ lastHeartbeatTime: NOW - 10 })], NOW)).toHaveLength(1);
});

test('what a foreign node says of itself need not be what ours say', () => {
  for (const metadata of [null, {}, { service: 5, version: {} }]) {
    expect(replicasOf([node({ metadata, hostname: null })], NOW)).toMatchObject([
      { service: '', host: '', version: null },
    ]);
  }
});
