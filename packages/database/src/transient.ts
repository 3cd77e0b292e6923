/*
 * Which failures of PostgreSQL pass by themselves. Classes of SQLSTATE by their first characters.
 */
const TRANSIENT_STATES: readonly string[] = [
  '08', // connection exceptions
  '53', // insufficient resources: disk full, out of memory, too many connections
  '57P', // shut down by an operator, crashed, starting up
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available
  '25P03', // the transaction was ended, as this process stood still in it
  '25006', // read-only: a standby that has not been promoted yet
];

const TRANSIENT_SYSTEM_ERRORS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** True when the same statement may succeed later without anyone changing it. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  const code = sqlState(error);
  if (code !== undefined) {
    return TRANSIENT_SYSTEM_ERRORS.has(code) || TRANSIENT_STATES.some((state) => code.startsWith(state));
  }
  // pg reports a connection that ends under a query, or a pool without a free connection, without any code.
  return /connection terminated|query read timeout|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  );
}

/** The SQLSTATE (or system error code) of an error that pg threw. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
