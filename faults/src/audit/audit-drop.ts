import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { dropReportSchema } from '@regpipe/contracts';

import type { DroppedFile } from '../lab/dropped-file.ts';
import { isThere } from '../lab/is-there.ts';
import { compareStatistics } from '../lab/kept-statistics.ts';
import type { Lab } from '../lab/start-lab.ts';
import { AuditError } from './audit-lab.ts';

interface DropRow {
  readonly id: number;
  readonly status: string;
  readonly moved_to: string | null;
  readonly report_key: string | null;
  readonly error_message: string | null;
}

/** Of the entries about the file as a whole; others may have been written more than once, as work on it was. */
const ONCE = ['received', 'succeeded', 'ended'];

/**
 * Checks that a dropped file that was struck was loaded once and to the row, by one job, moved, reported and audited, and that
 * nobody keeps a lock.
 *
 * @throws AuditError naming all that does not hold
 */
export async function auditDrop(lab: Lab, file: DroppedFile): Promise<void> {
  const difference = await compareStatistics(lab.database, file.rows);
  const findings = [
    ...(difference.lost + difference.doubled > 0
      ? [`of the statistics ${difference.lost} rows are lost and ${difference.doubled} should not be there`]
      : []),
    ...(await findInDrops(lab, file)),
    ...(await findInJobs(lab, file)),
    ...(await findLocks(lab)),
  ];
  if (findings.length > 0) throw new AuditError(`${file.name}: ${findings.join('; ')}`, difference);
}

async function findInDrops(lab: Lab, file: DroppedFile): Promise<string[]> {
  const { rows } = await lab.database.pool.query<DropRow>(
    'SELECT id, status, moved_to, report_key, error_message FROM etl.batch_job WHERE object_key = $1',
    [file.key],
  );
  const [drop] = rows;
  if (drop === undefined || rows.length > 1) return [`it became ${rows.length} drops`];
  if (drop.status !== 'success') return [`it is ${drop.status}: ${drop.error_message ?? 'no message'}`];
  return [
    ...(await findInFolders(file, drop)),
    ...(await findInReport(file, drop)),
    ...(await findInAuditLog(lab, drop.id)),
  ];
}

async function findInFolders({ name, path }: DroppedFile, { moved_to: movedTo }: DropRow): Promise<string[]> {
  const wanted = `processed/${name}.csv`;
  return [
    ...(movedTo === wanted ? [] : [`it was moved to ${String(movedTo)}`]),
    ...((await isThere(inPlace(path, wanted))) ? [] : [`it does not lie at ${wanted}`]),
    ...((await isThere(path)) ? ['it lies in incoming/ still'] : []),
  ];
}

async function findInReport(
  { path, counts, warnings }: DroppedFile,
  { report_key: key }: DropRow,
): Promise<string[]> {
  const text = await readFile(inPlace(path, key ?? ''), 'utf8').catch(() => undefined);
  if (text === undefined) return [`there is no report at ${String(key)}`];
  const report = dropReportSchema.parse(JSON.parse(text));
  const told = { counts: report.counts, warnings: report.warnings };
  return isDeepStrictEqual(told, { counts, warnings }) ? [] : [`its report says ${JSON.stringify(told)}`];
}

async function findInAuditLog({ database }: Lab, dropId: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ event: string; times: number }>(
    `SELECT event, (SELECT count(*) FROM etl.audit_log a WHERE a.batch_job_id = $1 AND a.event = once.event) AS times
       FROM unnest($2::text[]) AS once (event)`,
    [dropId, ONCE],
  );
  return rows
    .filter(({ times }) => times !== 1)
    .map(({ event, times }) => `its audit log has ${times} ${event}`);
}

/** Whoever takes a drop over finds the job that was started for it. */
async function findInJobs({ database }: Lab, { path }: DroppedFile): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: number }>(
    'SELECT id FROM etl.etl_job_run WHERE data_source_url = $1',
    [path],
  );
  return rows.length === 1 ? [] : [`${rows.length} jobs were started for it`];
}

async function findLocks({ database }: Lab): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string; owner: string }>(
    'SELECT name, owner FROM etl.job_lock',
  );
  return rows.map(({ name, owner }) => `the lock ${name} is left to ${owner}`);
}

/** The path of a key in the place that a file was dropped into. */
function inPlace(path: string, key: string): string {
  return join(dirname(dirname(path)), key);
}
