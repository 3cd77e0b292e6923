/** The chunk in which `line` stood in the source of job `$1`: an SQL expression. */
export const CHUNK_OF_LINE = `(SELECT l.chunk FROM etl.chunk_ledger l
                         WHERE l.job_id = $1 AND line >= l.first_line AND line < l.first_line + l.lines LIMIT 1)`;
