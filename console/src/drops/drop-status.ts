import type { DropStatus } from '@regpipe/contracts';

/** Those of the contracts, where they stand beside a schema. */
export const DROP_STATUSES = [
  'waiting',
  'running',
  'finishing',
  'success',
  'failed',
] as const satisfies readonly DropStatus[];

/** Whether everything about a file is done. */
export function isOver(status: DropStatus): boolean {
  return status === 'success' || status === 'failed';
}
