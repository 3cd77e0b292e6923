import { ERROR_CODES, type ErrorCode } from '@regpipe/contracts';

import { PROBLEM_TYPE, problemSchema } from './problem.ts';

/** What every guarded route may answer. */
const ANYWHERE: readonly ErrorCode[] = [
  'UNAUTHORIZED',
  'TOO_MANY_REQUESTS',
  'DATABASE_UNAVAILABLE',
  'INTERNAL',
];

/**
 * The error responses of a route for its OpenAPI description: one a status, naming the codes. Typed as nothing, since
 * handlers throw their errors and never send them.
 */
export function problemResponses(...codes: readonly ErrorCode[]): object {
  return describeProblems([...new Set([...codes, ...ANYWHERE])]);
}

/** The same for a route that needs neither token nor database. */
export function describeProblems(codes: readonly ErrorCode[]): object {
  const byStatus = Map.groupBy(codes, (code) => ERROR_CODES[code].status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, same]) => [
      status,
      { description: same.join(', '), content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
    ]),
  );
}
