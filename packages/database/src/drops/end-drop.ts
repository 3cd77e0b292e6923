import type { Queryable } from '../connect-database.ts';

export interface DropEnd {
  readonly id: number;
  /** Null where the file was gone. */
  readonly movedTo: string | null;
  readonly reportKey: string;
}

/** Everything about a drop is over: `success`, or `failed` where it has a failure. False when it had ended before. */
export async function endDrop(db: Queryable, { id, movedTo, reportKey }: DropEnd): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE etl.batch_job
        SET status = CASE WHEN error_code IS NULL THEN 'success' ELSE 'failed' END,
            moved_to = $2, report_key = $3, completed_at = clock_timestamp()
      WHERE id = $1 AND status = 'finishing'`,
    [id, movedTo, reportKey],
  );
  return rowCount === 1;
}
