import { NATS_SERVICES } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { inOrder, ROLLOUT_ORDER } from './rollout-order.ts';

test('every service is deployed, and those that are named keep the order', () => {
  expect([...ROLLOUT_ORDER].sort()).toEqual([...NATS_SERVICES].sort());
  expect(inOrder([])).toEqual(ROLLOUT_ORDER);
  expect(inOrder(['gateway', 'tracker'])).toEqual(['tracker', 'gateway']);
});
