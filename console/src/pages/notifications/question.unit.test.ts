import { expect, test } from 'vitest';

import { kindOf, questionAddress, readQuestion } from './question.ts';

/** What a router makes of an address. */
function queryOf(address: string): Record<string, string> {
  return Object.fromEntries(new URL(address, 'http://host').searchParams);
}

test.each([
  { by: 'user', id: 'user-1' },
  { by: 'marketing', id: 'spring & summer' },
  { by: 'fail', id: '交易/1?x=1' },
] as const)('the question $by $id survives its address', (question) => {
  expect(readQuestion(queryOf(questionAddress(question)))).toEqual(question);
  expect(queryOf(questionAddress(question, 'next'))).toMatchObject({ cursor: 'next' });
});

test.each([{}, { id: '' }, { by: 'user', id: '   ' }])('%j asks nothing yet', (query) => {
  expect(readQuestion(query)).toBeUndefined();
});

test('an address that asks by something unknown asks by user', () => {
  expect(kindOf({ by: 'device' })).toBe('user');
  expect(readQuestion({ by: 'device', id: 'u' })).toEqual({ by: 'user', id: 'u' });
});
