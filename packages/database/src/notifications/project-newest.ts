import { recordColumns, RECORD_COLUMNS, recordTable } from './table-names.ts';

const changes = RECORD_COLUMNS.filter((column) => column !== 'transaction_id')
  .map((column) => `${column} = EXCLUDED.${column}`)
  .join(', ');

/**
 * A statement that lets a generation's records become what commands say, as a part of a larger one or by itself: of
 * each transaction the command with the greatest created_at wins, in whatever order they come. Two that are equal in it
 * are the same command.
 *
 * @param source what is selected from, with the columns of a record
 */
export function projectNewest(generation: number, source: string): string {
  return `
    INSERT INTO ${recordTable(generation)} AS live (${recordColumns})
    SELECT DISTINCT ON (transaction_id) ${recordColumns} FROM ${source} ORDER BY transaction_id, created_at DESC
    ON CONFLICT (transaction_id) DO UPDATE SET ${changes} WHERE EXCLUDED.created_at > live.created_at`;
}
