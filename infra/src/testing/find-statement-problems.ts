import type { PlacedStatement } from './statements.ts';

/** Why a statement is there, by its stack and its Sid. */
export interface StatementReason {
  readonly stack: string;
  readonly sid: string;
  readonly reason: string;
  /** Why its resource is everything, where it is. */
  readonly everyResource?: string;
  /** Why anybody may do it, where it has no condition. */
  readonly everybody?: string;
}

/** What is wrong with the statements themselves, or with what is known of them; nothing where all is well. */
export function findStatementProblems(
  statements: readonly PlacedStatement[],
  reasons: readonly StatementReason[],
): string[] {
  return [
    ...statements.flatMap((statement) => {
      const where = `${statement.stack}: ${statement.sid || 'a statement without a Sid'} in ${statement.place}`;
      return problemsOf(statement, reasons).map((problem) => `${where} ${problem}`);
    }),
    ...repeatedSids(statements),
    ...reasons.flatMap(({ stack, sid }) =>
      statements.some((statement) => statement.stack === stack && statement.sid === sid)
        ? []
        : [`${stack}: ${sid} is explained, and there is no such statement`],
    ),
  ];
}

function problemsOf(statement: PlacedStatement, reasons: readonly StatementReason[]): string[] {
  const { stack, sid, effect, actions, resources, principal, isConditional, negations } = statement;
  const known = reasons.find((reason) => reason.stack === stack && reason.sid === sid);
  const problems: string[] = [];
  if (!/^[A-Za-z0-9]+$/.test(sid)) problems.push('needs a Sid of letters and digits');
  else if (known === undefined) problems.push('is explained nowhere');
  for (const action of actions) if (action.includes('*')) problems.push(`has the action ${action}`);
  for (const negation of negations) problems.push(`says what it is not about, by ${negation}`);
  const isWide = resources.includes('*');
  if (isWide && known?.everyResource === undefined)
    problems.push('is about every resource, without a reason');
  if (!isWide && known?.everyResource !== undefined) problems.push('is not about every resource any more');
  const isOpen = effect === 'Allow' && isEverybody(principal) && !isConditional;
  if (isOpen && known?.everybody === undefined) problems.push('allows it to everybody, without a reason');
  if (!isOpen && known?.everybody !== undefined) problems.push('does not allow it to everybody any more');
  return problems;
}

function isEverybody(principal: unknown): boolean {
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  return Object.values(principal).flat().includes('*');
}

/** In one policy a Sid stands once: AWS refuses another. */
function repeatedSids(statements: readonly PlacedStatement[]): string[] {
  const keys = statements.map(({ stack, place, sid }) => `${stack}: ${sid} in ${place}`);
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map(
    (key) => `${key} stands twice`,
  );
}
