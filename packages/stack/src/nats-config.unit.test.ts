import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { natsConfig } from './nats-config.ts';

test('ops/nats/nats-server.conf is what is generated', () => {
  const file = new URL('../../../ops/nats/nats-server.conf', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(natsConfig('regpipe'));
});
