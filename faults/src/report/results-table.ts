import type { FaultRow, FaultsResult } from '../results.ts';
import { markdownTable } from './markdown-table.ts';

/** The results for reading. */
export function resultsTable(result: FaultsResult): string {
  const rows = result.rows.map((row) => [
    row.fault,
    String(row.strikes),
    outcomeOf(row),
    row.recovery_s === null ? '' : row.recovery_s.toFixed(1),
    String(row.lost),
    String(row.doubled),
  ]);
  const table = markdownTable(['Fault', 'Struck', 'Outcome', 'Recovery, s', 'Lost', 'Doubled'], rows, [
    'left',
    'right',
    'left',
    'right',
    'right',
    'right',
  ]);
  return `${table}\n${verdict(result)}\n`;
}

function outcomeOf(row: FaultRow): string {
  const outcomes = row.outcomes.join('; ');
  if (!row.held) return `**failed**: ${outcomes}`;
  if (row.not_struck !== null) return [outcomes, `not struck: ${row.not_struck}`].filter(Boolean).join('; ');
  return outcomes;
}

function verdict({ rows, strikes, seconds, held, seed, machine, at, form }: FaultsResult): string {
  const failed = rows.filter((row) => !row.held).map(({ id }) => id);
  const struck = `${strikes} strikes in ${seconds} s (${form}${seed === null ? '' : `, seed ${seed}`}; ${at.slice(0, 10)}; ${machine})`;
  return held
    ? `${struck}: nothing lost, doubled or left stuck.`
    : `${struck}: failed: ${failed.join(', ')}.`;
}
