import { sqlState } from '@regpipe/database';

/** Classes of SQLSTATE by which PostgreSQL refuses what it was given, and not because of how it is itself. */
const FAULTS: readonly string[] = [
  '22', // data exceptions
  '23', // constraints
  '54', // program limits: too deep, too long
];

/** Whether a command is to blame for the failure: the same one fails again, and the others do not. */
export function isDataFault(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && FAULTS.some((fault) => state.startsWith(fault));
}
