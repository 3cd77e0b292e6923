import { expect, test } from 'vitest';

import { isAllowed, ROLES, tokenNameSchema } from './access.ts';

test('whoever hands something in reads nothing, whoever reads hands nothing in, and an operator does both', () => {
  const allowed = Object.fromEntries(
    ROLES.map((held) => [held, ROLES.filter((needed) => isAllowed(held, needed))]),
  );
  expect(allowed).toEqual({
    sender: ['sender'],
    viewer: ['viewer'],
    operator: ['sender', 'viewer', 'operator'],
    admin: ['sender', 'viewer', 'operator', 'admin'],
  });
});

test.each(['ci', 'night.job-2', '0', 'a'.repeat(63)])('a token may be called %s', (name) => {
  expect(tokenNameSchema.safeParse(name).success).toBe(true);
});

test.each(['', 'A', '-x', 'a b', 'a/b', 'a\n', 'ａ', 'a'.repeat(64)])(
  'a token may not be called %j',
  (name) => {
    expect(tokenNameSchema.safeParse(name).success).toBe(false);
  },
);
