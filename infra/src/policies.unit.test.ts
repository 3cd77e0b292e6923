import { expect, test } from 'vitest';

import { synthesiseAll, VARIANTS } from './testing/all-stacks.ts';
import { findStatementProblems, type StatementReason } from './testing/find-statement-problems.ts';
import { statementsIn } from './testing/statements.ts';

/** Every statement of every policy, and why it is there: one that is new, or gone, has to be said here. */
const REASONS: readonly StatementReason[] = [];

/** Of all variants together: some have statements that others lack. */
const statements = Object.values(VARIANTS).map((given) => synthesiseAll(given).flatMap(statementsIn));

test('every statement is explained, allows no more than it needs, and every explanation is of one', () => {
  const all = statements.flat();
  const distinct = new Map(all.map((statement) => [JSON.stringify(statement), statement]));
  expect(findStatementProblems([...distinct.values()], REASONS)).toEqual([]);
});
