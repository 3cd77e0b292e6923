import { expect, test } from 'vitest';

import { synthesiseAll, VARIANTS } from './testing/all-stacks.ts';
import { findStatementProblems, type StatementReason } from './testing/find-statement-problems.ts';
import { STATEMENT_REASONS } from './testing/statement-reasons.ts';
import { type PlacedStatement, statementsIn } from './testing/statements.ts';

const variants = Object.entries(VARIANTS).map(
  ([name, given]) => [name, synthesiseAll(given).flatMap(statementsIn)] as const,
);

function isOf({ stack, sid }: StatementReason, statements: readonly PlacedStatement[]): boolean {
  return statements.some((statement) => statement.stack === stack && statement.sid === sid);
}

test.each(variants)('%s: every statement is explained, and allows no more than it needs', (_name, all) => {
  const reasons = STATEMENT_REASONS.filter((reason) => isOf(reason, all));
  expect(findStatementProblems(all, reasons)).toEqual([]);
});

test('every explanation is of a statement that there is', () => {
  const all = variants.flatMap(([, statements]) => statements);
  expect(STATEMENT_REASONS.filter((reason) => !isOf(reason, all))).toEqual([]);
});
