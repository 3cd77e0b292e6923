import type { Token } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { describeNewToken, describeTokens } from './describe-tokens.ts';
import { messagesFor } from './messages/index.ts';
import { readSpan } from './read-span.ts';

const messages = messagesFor('en');
const now = new Date('2026-05-09T12:00:00Z');

function token(changes: Partial<Token>): Token {
  return {
    name: 'ci',
    role: 'viewer',
    created_at: '2026-05-01T00:00:00.000Z',
    created_by: 'environment',
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    ...changes,
  };
}

test('every token stands with its role and whether it still opens anything', () => {
  const items = [
    token({ last_used_at: '2026-05-09T11:00:00.000Z' }),
    token({ name: 'old', role: 'admin', expires_at: '2026-05-08T00:00:00.000Z', created_by: 'bad\u001b[2J' }),
    token({ name: 'gone', role: 'operator', revoked_at: '2026-05-08T00:00:00.000Z' }),
  ];
  expect(describeTokens({ items, environment: true }, messages, now)).toEqual([
    'name  role      state    created     by            expires     last used',
    'ci    viewer    active   2026-05-01  environment   never       an hour ago',
    'old   admin     expired  2026-05-01  bad\\u{1b}[2J  2026-05-08  never used',
    'gone  operator  revoked  2026-05-01  environment   never       never used',
    'REGPIPE_API_TOKEN of the gateway opens it, too, as an admin.',
  ]);
  expect(describeTokens({ items: [], environment: false }, messages, now)).toEqual([
    'There are no tokens yet.',
  ]);
});

test('a new token stands on a line of its own', () => {
  const lines = describeNewToken({ ...token({}), token: 'rp_x' }, messages);
  expect(lines).toEqual([
    'Token "ci" is made: viewer, expires: never',
    '  rp_x',
    'It is shown this once. Programs take it as REGPIPE_API_TOKEN.',
  ]);
});

test.each([
  ['12h', 43_200_000],
  ['90d', 7_776_000_000],
  ['4w', 2_419_200_000],
])('%s is a span of time', (value, spanMs) => {
  expect(readSpan(value, '--expires', messages)).toBe(spanMs);
});

test.each(['', '0d', '90', '1m', '-1d', '1.5d', '99999999d', 'd'])('%j is none', (value) => {
  expect(() => readSpan(value, '--expires', messages)).toThrow('--expires');
});
