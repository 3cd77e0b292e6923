/** What a code says of the next try. `held-up`: this was none, somebody else was first. */
export type Prospect = 'held-up' | 'temporary' | 'final';

const HELD_UP: ReadonlySet<string> = new Set(['JOB_RUNNING', 'TOO_MANY_JOBS']);

const TEMPORARY: ReadonlySet<string> = new Set([
  'DATABASE_UNAVAILABLE',
  'BUS_UNAVAILABLE',
  'TRACKER_UNAVAILABLE',
  'STORE_UNAVAILABLE',
  'SOURCE_UNREACHABLE',
  'SOURCE_REFUSED',
  'SOURCE_STALLED',
  'SOURCE_TRUNCATED',
  'SOURCE_READ_FAILED',
  'PUBLICATION_BLOCKED',
  // Nobody knows what it was, so it may not be there the next time.
  'INTERNAL',
]);

export function judgeCode(code: string): Prospect {
  if (HELD_UP.has(code)) return 'held-up';
  return TEMPORARY.has(code) ? 'temporary' : 'final';
}
