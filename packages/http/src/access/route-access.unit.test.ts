import { expect, test } from 'vitest';

import { requireAccess } from './route-access.ts';

test('a route that does not say who may use it keeps the server from starting', () => {
  const route = { method: 'GET', url: '/api/forgotten', handler: () => 'secret' } as const;
  expect(() => {
    requireAccess({ ...route });
  }).toThrow('The route /api/forgotten does not say who may use it.');
});
