import type { RefusedError } from '@regpipe/contracts';
import { inTransaction, type NewRun, recordRun } from '@regpipe/database';

import type { TrackerContext } from './tracker-context.ts';

/** Keeps that a tick started nothing, and why; with the job in its way where there is one. */
export async function skipTick(tracker: TrackerContext, tick: NewRun, reason: RefusedError): Promise<void> {
  const { code, message, fields } = reason;
  const jobId = typeof fields['job_id'] === 'number' ? fields['job_id'] : null;
  const kept = await inTransaction(tracker.database, (connection) =>
    recordRun(connection, tick, { outcome: 'skipped', code, message, jobId }),
  );
  if (!kept) return;
  tracker.log.warn(
    { event: 'tick_skipped', ...tick, code, ...(jobId === null ? {} : { job_run_id: jobId }) },
    `"${tick.schedule}" was skipped: ${message}`,
  );
}
