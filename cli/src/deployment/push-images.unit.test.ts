import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { NATS_SERVICES } from '@regpipe/contracts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { NATS_IMAGE, NATS_TAG } from './push-images.ts';
import { inOrder, ROLLOUT_ORDER } from './rollout-order.ts';

test('NATS on AWS is that of the containers', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docker-compose.yml'), 'utf8');
  const { services } = parse(text, { merge: true }) as { services: Record<string, { image?: string }> };
  expect(NATS_IMAGE).toBe(services['nats']?.image);
  expect(NATS_IMAGE).toBe(`nats:${NATS_TAG}`);
});

test('every service is deployed, and those that are named keep the order', () => {
  expect([...ROLLOUT_ORDER].sort()).toEqual([...NATS_SERVICES].sort());
  expect(inOrder([])).toEqual(ROLLOUT_ORDER);
  expect(inOrder(['gateway', 'tracker'])).toEqual(['tracker', 'gateway']);
});
