import type { RowWriter } from './dataset.ts';

/** A RowWriter for tests that keeps what it is given. */
export interface RecordingWriter extends RowWriter {
  readonly written: { table: number; values: readonly (string | null)[] }[];
  readonly warnings: string[];
}

export function recordingWriter(): RecordingWriter {
  const written: RecordingWriter['written'] = [];
  const warnings: string[] = [];
  return {
    written,
    warnings,
    row: (table, values) => {
      // A field is a view that the next record changes.
      written.push({ table, values: values.map((value) => value?.toString() ?? null) });
    },
    warn: (code) => {
      warnings.push(code);
    },
  };
}
