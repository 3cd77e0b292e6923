import { expect, test } from 'vitest';

import { withMetricsPort } from './metrics-port.ts';

test.each([
  ['9464', 0, '9464'],
  ['9464', 3, '9467'],
  ['0', 3, '0'],
  ['', 3, ''],
  // For the service itself to refuse.
  ['none', 3, 'none'],
])('from %j the process in place %i takes %j', (port, place, own) => {
  expect(withMetricsPort({ REGPIPE_METRICS_PORT: port, OTHER: '1' }, place)).toEqual({
    REGPIPE_METRICS_PORT: own,
    OTHER: '1',
  });
});

test('without the setting nothing is set', () => {
  expect(withMetricsPort({ OTHER: '1' }, 1)).toEqual({ OTHER: '1' });
});
