import { expect, test } from 'vitest';

import { readFinding } from './row-finding.ts';

test('a row that a rule refused is told with its line and text', () => {
  const payload = { error: 'ValidationError', code: 'COUNT_INVALID', line: 4, raw_data: 'u1,x,2' };
  expect(readFinding({ payload })).toEqual({ line: 4, user: null, code: 'COUNT_INVALID', raw: 'u1,x,2' });
});

test('the user is the one that is named, else the one of the row that was to be written', () => {
  const raw = '{"user_id": "u9", "login_count": 1}';
  expect(readFinding({ payload: { raw_data: raw } }).user).toBe('u9');
  expect(readFinding({ payload: { raw_data: raw, user_id: 'u8' } }).user).toBe('u8');
});

test.each([
  ['nothing', {}],
  ['values of other kinds', { line: '4', user_id: 5, code: null, raw_data: '' }],
])('%s is read as nothing', (_what, payload) => {
  expect(readFinding({ payload })).toEqual({ line: null, user: null, code: null, raw: null });
});

test.each(['{not json', '{"user_id": 5}', '{}', 'null', '"user_id"'])('%s names no user', (raw_data) => {
  expect(readFinding({ payload: { raw_data } }).user).toBeNull();
});
