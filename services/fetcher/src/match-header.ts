import { TerminalError } from '@regpipe/contracts';
import type { Dataset } from '@regpipe/datasets';

export interface HeaderMatch {
  /** The file's own columns, in its order. */
  readonly names: readonly string[];
  /** For each column of the data set, its position in the file. */
  readonly columns: readonly number[];
  /** Columns of the file. */
  readonly width: number;
}

/**
 * Binds a data set's columns by name; their order in the file is free.
 *
 * @throws TerminalError HEADER_MISMATCH listing every difference at once
 */
export function matchHeader(dataset: Dataset, header: readonly string[]): HeaderMatch {
  const names = header.map((name) => name.trim());
  const known = new Set([...dataset.columns, ...(dataset.optionalColumns ?? [])]);
  const missing = dataset.columns.filter((column) => !names.includes(column));
  const unknown = names.filter((name) => !known.has(name));
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  const differences = [
    describe('missing', missing),
    describe('unknown', unknown),
    describe('repeated', repeated),
  ].filter((line) => line !== undefined);
  if (differences.length === 0) {
    return { names, columns: dataset.columns.map((column) => names.indexOf(column)), width: names.length };
  }
  throw new TerminalError(
    'HEADER_MISMATCH',
    `The header of the source does not fit "${dataset.name}": ${differences.join('; ')}.`,
    { fields: { missing, unknown, repeated } },
  );
}

function describe(kind: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  return `${kind} ${names.map((name) => `"${name.slice(0, 60)}"`).join(', ')}`;
}
