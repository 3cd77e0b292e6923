import { expect, test } from 'vitest';

import { formatTimestamp, timestampOf } from './timestamp.ts';

test('a moment is written in UTC with its offset, and read back', () => {
  const moment = new Date(Date.UTC(2026, 10, 21, 16, 40, 0, 123));
  expect(formatTimestamp(moment)).toBe('2026-11-21T16:40:00.123+00:00');
  expect(timestampOf(`{"level":"INFO","timestamp":"${formatTimestamp(moment)}","message":"x"}`)).toBe(
    +moment,
  );
});

test('text within a line is not taken for its moment', () => {
  const foreign = JSON.stringify({ timestamp: '2001-01-01T00:00:00.000+00:00' });
  const line = JSON.stringify({ level: 'INFO', timestamp: '2026-11-21T16:40:00.123+00:00', raw: foreign });
  expect(timestampOf(line)).toBe(Date.UTC(2026, 10, 21, 16, 40, 0, 123));
  expect(timestampOf(JSON.stringify({ raw: foreign }))).toBeUndefined();
});
