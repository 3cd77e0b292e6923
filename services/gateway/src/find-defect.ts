import type { RejectRow, TableDefinition } from '@regpipe/contracts';
import { locateField, locateStrayQuote, locateSurplus, type TextRange } from '@regpipe/csv';
import type { Dataset } from '@regpipe/datasets';

export interface RejectOrigin {
  /** Undefined for one that is no longer known. */
  readonly dataset: Dataset | undefined;
  /** The header of the source; undefined where it was not kept. */
  readonly columns: readonly string[] | undefined;
}

/** What stands behind a text that was too long to be kept whole. */
const CUT = /… \(\d+ bytes in all\)$/;
/** How bytes that are no text are kept: those of one fault beside each other. */
const FOREIGN_BYTES = /(?:\\x[89a-f][0-9a-f])+/;
const NULS = /(?:\\x00)+/;

/**
 * Where in its raw text a reject's fault is; null where nothing sensible can be marked: a whole chunk or record, columns
 * that are missing, a place behind what was kept.
 */
export function findDefect(
  { error_type, raw_data }: Pick<RejectRow, 'error_type' | 'raw_data'>,
  { dataset, columns }: RejectOrigin,
): TextRange | null {
  const text = raw_data.replace(CUT, '');
  switch (error_type) {
    case 'STRAY_QUOTE':
      return locateStrayQuote(text) ?? null;
    case 'INVALID_UTF8':
      return locateMatch(text, FOREIGN_BYTES);
    case 'NUL_CHARACTER':
      return locateMatch(text, NULS);
    case 'WRONG_COLUMN_COUNT':
      return (columns && locateSurplus(text, columns.length)) ?? null;
    case 'DUPLICATE':
      return dataset === undefined ? null : locateKey(text, dataset.tables);
    case unreferencedIn(dataset):
      return dataset === undefined ? null : locateKey(text, dataset.tables);
    default:
      return locateColumn(text, columns, dataset?.rejectColumns?.[error_type]);
  }
}

/** The type of a row that refers to nothing; it is kept as a duplicate is. */
function unreferencedIn(dataset: Dataset | undefined): string | undefined {
  return dataset?.load === 'merge' ? dataset.merge.reference?.reject.type : undefined;
}

function locateColumn(
  text: string,
  columns: readonly string[] | undefined,
  column: string | undefined,
): TextRange | null {
  if (columns === undefined || column === undefined) return null;
  const index = columns.indexOf(column);
  return (index === -1 ? undefined : locateField(text, index)) ?? null;
}

/** Of a duplicate the row is kept as JSON on one level, or in a dry run its key alone. */
function locateKey(text: string, tables: readonly TableDefinition[]): TextRange | null {
  const main = tables.find(({ recordKey }) => recordKey !== undefined);
  const key = main?.written[main.recordKey ?? 0];
  if (key === undefined) return null;
  if (!text.startsWith('{')) return { start: 0, end: text.length };
  // Within a string of JSON a quote is escaped, so this stands before the value only.
  const name = `${JSON.stringify(key)}: `;
  const at = text.indexOf(name);
  if (at === -1) return null;
  const start = at + name.length;
  const value = /^(?:"((?:[^"\\]|\\.)*)"|[^,}]+)/.exec(text.slice(start));
  if (value === null) return null;
  const [whole, inQuotes] = value;
  if (inQuotes === undefined) return { start, end: start + whole.length };
  return { start: start + 1, end: start + 1 + inQuotes.length };
}

function locateMatch(text: string, pattern: RegExp): TextRange | null {
  const match = pattern.exec(text);
  return match && { start: match.index, end: match.index + match[0].length };
}
