import { expect, test } from 'vitest';

import { parseRetryAfter } from './http-retry.ts';

const now = Date.parse('Sat, 09 May 2026 21:12:00 GMT');

test.each([
  ['seconds', '7', 7000],
  ['a date', 'Sat, 09 May 2026 21:12:30 GMT', 30_000],
  ['a date that has passed', 'Sat, 09 May 2026 21:00:00 GMT', 0],
  ['more than a minute, cut to one', '3600', 60_000],
  ['a far date, cut to a minute', 'Sun, 10 May 2026 21:12:00 GMT', 60_000],
])('Retry-After is understood as %s', (_what, header, waitMs) => {
  expect(parseRetryAfter(header, now)).toBe(waitMs);
});

test.each([null, '', 'soon'])('Retry-After %j is ignored', (header) => {
  expect(parseRetryAfter(header, now)).toBeNull();
});
