import type { NotificationAnswer } from '@regpipe/contracts';
import { deadDatabase } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { command, startTestQuery, type TestAnswer, type TestQuery } from './testing/test-query.ts';

let query: TestQuery;

beforeAll(async () => {
  query = await startTestQuery();
  await query.record(
    ...[1, 2, 3, 4, 5].map((number) => command(number, { marketing_id: number < 4 ? 'spring' : null })),
    command(6, { user_id: 'user-2', status: 'FAILED', error_msg: 'Gone.', ap_id: 'web-portal-001' }),
  );
});
afterAll(() => query.close());

const idsIn = (answer: TestAnswer) =>
  answer.json<NotificationAnswer>().data.map((record) => record.transaction_id);

test.each([
  ['user', { user_id: 'user-1' }, ['tx-5', 'tx-4', 'tx-3', 'tx-2', 'tx-1']],
  ['marketing', { marketing_id: 'spring' }, ['tx-3', 'tx-2', 'tx-1']],
  ['fail', { transaction_id: 'tx-6' }, ['tx-6']],
])('%s: by POST and by GET the same, the newest first', async (by, asked, expected) => {
  const post = await query.post(`/query/${by}`, asked);
  const get = await query.get(`/query/${by}?${new URLSearchParams(asked).toString()}`);
  expect([post.statusCode, idsIn(post)]).toEqual([200, expected]);
  expect([get.statusCode, get.body]).toEqual([200, post.body]);
});

test('an answer says everything of a record but what only its sender needs', async () => {
  const answer = await query.post('/query/fail', { transaction_id: 'tx-6' });
  expect(answer.json()).toEqual({
    success: true,
    data: [
      {
        transaction_id: 'tx-6',
        created_at: 1_754_000_000_000,
        user_id: 'user-2',
        marketing_id: null,
        ap_id: 'web-portal-001',
        notification_title: 'Hello',
        notification_body: null,
        status: 'FAILED',
        platform: 'ANDROID',
        error_msg: 'Gone.',
      },
    ],
    message: '1 of 1 notifications.',
    total_count: 1,
    has_more: false,
  });
});

test('the pages of a list hold every record once, and only the last has none behind it', async () => {
  const seen: string[][] = [];
  let cursor: string | undefined;
  do {
    const answer = await query.post('/query/user', {
      user_id: 'user-1',
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { total_count, has_more, next_cursor } = answer.json<NotificationAnswer>();
    expect([total_count, has_more]).toEqual([5, next_cursor !== undefined]);
    seen.push(idsIn(answer));
    cursor = next_cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual([['tx-5', 'tx-4'], ['tx-3', 'tx-2'], ['tx-1']]);
});

test.each([
  ['/query/user', { user_id: 'nobody' }],
  ['/query/marketing', { marketing_id: 'nothing' }],
  ['/query/fail', { transaction_id: 'tx-1' }],
])('%s: what is not there is a success and an empty list', async (url, asked) => {
  const answer = await query.post(url, asked);
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    { success: true, data: [], message: 'No notifications found.', total_count: 0, has_more: false },
  ]);
});

test('the old address of failures answers as the new one, and says that it is old', async () => {
  const answer = await query.get('/query/failures?transaction_id=tx-6');
  expect(idsIn(answer)).toEqual(['tx-6']);
  expect(answer.json()).toMatchObject({ deprecation_warning: expect.stringContaining('/query/fail') });
  expect(answer.headers).toMatchObject({
    deprecation: '@1795219200',
    link: '</query/fail?transaction_id=tx-6>; rel="successor-version"',
  });
});

test.each([
  ['/query/user', {}, 'user_id'],
  ['/query/user', { user_id: ' ' }, 'user_id'],
  ['/query/user', { user_id: 7 }, 'user_id'],
  ['/query/user', { user_id: 'a\0b' }, 'user_id'],
  ['/query/user', { user_id: 'user-1', limit: 0 }, 'limit'],
  ['/query/user', { user_id: 'user-1', limit: 501 }, 'limit'],
  ['/query/user', { user_id: 'user-1', limit: '5' }, 'limit'],
  ['/query/user', { user_id: 'user-1', cursor: 'garbage' }, 'cursor'],
  ['/query/user', { user_id: 'user-1', status: 'SENT' }, 'status'],
  ['/query/marketing', { marketing_id: '' }, 'marketing_id'],
  ['/query/fail', { user_id: 'user-1' }, 'transaction_id'],
  ['/query/fail', undefined, 'body'],
])('%s with %j is a 422 that names %s', async (url, body, field) => {
  const answer = await query.post(url, body);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    422,
    expect.stringContaining('application/problem+json'),
  ]);
  const { code, errors } = answer.json<{ code: string; errors: { field: string }[] }>();
  expect([code, errors.map((error) => error.field)]).toEqual([
    'REQUEST_INVALID',
    expect.arrayContaining([field]),
  ]);
});

test.each(['/query/user', '/query/user?user_id=', '/query/failures', '/query/fail?transaction_id=%00'])(
  'GET %s is a 422',
  async (url) => {
    expect((await query.get(url)).statusCode).toBe(422);
  },
);

test('a database that is away is a 503 without internals, and its return is noticed', async () => {
  query.switchTo(deadDatabase());
  const away = await query.post('/query/user', { user_id: 'user-1' });
  query.switchTo();
  expect([away.statusCode, away.json()]).toMatchObject([503, { code: 'DATABASE_UNAVAILABLE' }]);
  expect(away.headers['retry-after']).toBe('5');
  expect(away.body).not.toContain('127.0.0.1');
  expect((await query.post('/query/user', { user_id: 'user-1' })).statusCode).toBe(200);
});

test('questions are not logged as changes', () => {
  expect(query.logged()).not.toContain('api_change');
});
