import { expect, test } from 'vitest';

import { isAllowed, ROLES, tokenNameSchema } from './access.ts';

test('a role may do what its own and the ones before it may', () => {
  const allowed = ROLES.map((held) => ROLES.filter((needed) => isAllowed(held, needed)));
  expect(allowed).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
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
