import {
  acquireLocks,
  datasetLock,
  fileLock,
  findNextDrop,
  inTransaction,
  lockOpenDrop,
  type OpenDrop,
  recordAudit,
  releaseLocks,
} from '@regpipe/database';

import type { IntakeContext } from './intake-context.ts';
import { keepTurn, type Turn } from './turn.ts';

/**
 * Takes the oldest drop whose turn it is, with the locks of its file and of its data set; undefined when there is none, or
 * another intake was quicker. What an intake that fell silent has left is taken over.
 */
export async function takeTurn(intake: IntakeContext): Promise<Turn | undefined> {
  const taken = await inTransaction(intake.database, async (connection) => {
    const { owner, leaseMs, stores } = intake;
    const next = await findNextDrop(connection, { owner, buckets: [...stores.keys()] });
    if (next === undefined) return undefined;
    const names = locksOf(next);
    const acquired = await acquireLocks(connection, { names, owner, leaseMs });
    if (acquired === 'held') return undefined;
    const drop = await lockOpenDrop(connection, next.id);
    if (drop === undefined) {
      await releaseLocks(connection, names, owner);
      return undefined;
    }
    const [from] = acquired.takenFrom;
    if (from !== undefined) {
      await recordAudit(connection, {
        dropId: drop.id,
        jobId: drop.job_id,
        event: 'taken_over',
        severity: 'warning',
        message: `${owner} goes on with what ${from} has left`,
        payload: { from, by: owner, status: drop.status },
      });
    }
    return { drop, names, from };
  });
  if (taken === undefined) return undefined;
  const { drop, names, from } = taken;
  if (from !== undefined) {
    intake.metrics.count('regpipe_drop_takeovers_total', {});
    const fields = { event: 'drop_taken_over', drop: drop.id, dataset: drop.dataset, from };
    intake.log.warn(fields, `Drop ${drop.id} is taken over from ${from}`);
  }
  return keepTurn(intake, drop, names);
}

function locksOf({ bucket, object_key: key, dataset }: OpenDrop): string[] {
  return dataset === null ? [fileLock(bucket, key)] : [datasetLock(dataset), fileLock(bucket, key)];
}
