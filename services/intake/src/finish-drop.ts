import {
  endDrop,
  getJob,
  listCommittedChunks,
  listRowErrors,
  type OpenDrop,
  recordAudit,
  recordMetadata,
  releaseLocks,
} from '@regpipe/database';
import { FOLDERS, type ObjectStore } from '@regpipe/object-store';

import { buildReport } from './build-report.ts';
import { copyFindings } from './copy-findings.ts';
import type { IntakeContext } from './intake-context.ts';
import { moveAway, targetsOf } from './move-away.ts';
import { inTurn, type Turn } from './turn.ts';

/** Row errors in a report: all of them are in the audit log. */
const MOST_ROW_ERRORS = 1_000;
const JSON_TYPE = 'application/json';

/**
 * Writes down what became of a drop, in the audit log and in reports beside the file, moves the file, and gives the locks
 * back. Every step may be repeated after a crash; the last one is the end.
 */
export async function finishDrop(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  store: ObjectStore,
): Promise<'ended' | 'lost'> {
  const { database, owner } = intake;
  if ((await copyFindings(intake, turn, drop)) === 'lost') return 'lost';
  const metadata = await inTurn(intake, turn, (connection) => recordMetadata(connection, drop.id));
  if (metadata === 'lost') return 'lost';
  const movedTo = await moveAway(store, drop, turn.signal);
  const report = buildReport({
    drop,
    metadata,
    movedTo,
    ...(await listRowErrors(database.pool, drop.id, MOST_ROW_ERRORS)),
    committed_chunks: await findCommitted(intake, drop),
  });
  const body = `${JSON.stringify(report, undefined, 2)}\n`;
  const reportKey = `${FOLDERS.results}${drop.name}-${drop.id}/summary.json`;
  await store.put(reportKey, body, JSON_TYPE, turn.signal);
  if (drop.error_code !== null) {
    await store.put(`${movedTo ?? targetsOf(drop)[0]}.report.json`, body, JSON_TYPE, turn.signal);
  }
  // The locks go with the end: nobody is to renew them meanwhile, and take them for lost.
  await turn.end();
  const ended = await inTurn(intake, turn, async (connection) => {
    await endDrop(connection, { id: drop.id, movedTo, reportKey });
    await recordAudit(connection, {
      dropId: drop.id,
      jobId: drop.job_id,
      event: 'ended',
      severity: 'info',
      message: movedTo === null ? 'The file is gone' : `The file lies at "${movedTo}"`,
      payload: { moved_to: movedTo, report_key: reportKey, counts: report.counts, seconds: report.seconds },
      once: 'ended',
    });
    await releaseLocks(connection, turn.names, owner);
    return null;
  });
  if (ended === 'lost') return 'lost';
  observeEnd(intake, drop, report.seconds.total);
  return 'ended';
}

/** Chunks of a file that has failed, whose rows are in the tables all the same: only where its job has read another file. */
async function findCommitted({ database }: IntakeContext, drop: OpenDrop): Promise<number[]> {
  if (drop.error_code === null || drop.job_id === null) return [];
  const job = await getJob(database.pool, drop.job_id);
  return job?.status === 'success' ? listCommittedChunks(database.pool, drop.job_id) : [];
}

function observeEnd({ metrics, log }: IntakeContext, drop: OpenDrop, seconds: number): void {
  const outcome = drop.error_code === null ? 'success' : 'failed';
  const dataset = drop.dataset ?? 'none';
  metrics.count('regpipe_drops_total', { dataset, outcome });
  metrics.observe('regpipe_drop_seconds', { dataset }, seconds);
  const fields = {
    event: 'drop_ended',
    drop: drop.id,
    job_run_id: drop.job_id,
    dataset: drop.dataset,
    outcome,
    code: drop.error_code,
    seconds,
  };
  if (outcome === 'success') log.info(fields, `"${drop.name}" is loaded`);
  else log.error(fields, `"${drop.name}" has failed: ${drop.error_message ?? ''}`);
}
