import { expect, test } from 'vitest';

import { decodeCursor, encodeCursor, LONGEST_CURSOR } from './notification-cursor.ts';

test.each([
  { created_at: 0, transaction_id: 'tx-1' },
  { created_at: 253_402_300_799_999, transaction_id: '交易.1\n🌿' },
])('a cursor is what it was made of: %j', (position) => {
  expect(decodeCursor(encodeCursor(position))).toEqual(position);
});

test('the longest cursor fits', () => {
  const position = { created_at: 253_402_300_799_999, transaction_id: '🌿'.repeat(128) };
  expect(encodeCursor(position).length).toBeLessThan(LONGEST_CURSOR);
});

test.each(['', 'abc', '!!!', encodeCursor({ created_at: 1, transaction_id: 'a' }) + '=', 'MS4'])(
  'garbage is no cursor: %j',
  (cursor) => {
    expect(decodeCursor(cursor)).toBeUndefined();
  },
);

test.each(['1.\u0000', '-1.a', '1e5.a', '.a', '1234567890123456.a'])('nor is %j', (text) => {
  expect(decodeCursor(Buffer.from(text).toString('base64url'))).toBeUndefined();
});
