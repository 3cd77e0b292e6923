import type { Connection } from '../connect-database.ts';
import { liveTable, quote, SOURCE_LINE } from '../versions/table-names.ts';
import type { Reference, StagedRows } from './staged-rows.ts';

/**
 * Notes each row that refers to something inactive, which is merged all the same, and counts them as a warning. What an
 * earlier run has noted is replaced; to be run in a transaction.
 */
export async function noteInactive(
  connection: Connection,
  { table, foreign, active }: Reference,
  staged: StagedRows,
): Promise<void> {
  if (active === undefined) return;
  const { jobId, key, kept } = staged;
  await connection.query('DELETE FROM etl.data_import_warning WHERE job_id = $1 AND warning_type = $2', [
    jobId,
    active.warning,
  ]);
  const { rowCount } = await connection.query(
    `INSERT INTO etl.data_import_warning (job_id, source_line, warning_type, warning_message, raw_data)
     SELECT $1, t.${SOURCE_LINE}, $2, format('"%s" is inactive (%s); the row is merged all the same.', left(t.${key}, 200), $3::text), ${kept}
       FROM ${staged.table} t JOIN ${liveTable(table)} r ON r.${quote(foreign)} = t.${key}
      WHERE NOT r.${quote(active.column)}`,
    [jobId, active.warning, `${table}.${active.column}`],
  );
  const noted = rowCount ?? 0;
  await connection.query(
    `UPDATE etl.etl_job_run
        SET merge_warnings = merge_warnings - $2::text || $3::jsonb, warnings = warnings - $2::text || $3::jsonb
      WHERE id = $1`,
    [jobId, active.warning, noted === 0 ? {} : { [active.warning]: noted }],
  );
}
