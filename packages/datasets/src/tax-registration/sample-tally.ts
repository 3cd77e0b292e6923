import { FIELD } from './columns.ts';

/** What a correct load of a sample must report, to the row. */
export interface ExpectedCounts {
  /** Records: neither the header nor the date line. */
  readonly total: number;
  readonly processed: number;
  readonly failed: number;
  readonly duplicated: number;
  readonly blank: number;
  /** Rows of `business_industry`. */
  readonly industries: number;
  /** By error type, DUPLICATE included: they add up to `failed` + `duplicated`. */
  readonly errors: Readonly<Record<string, number>>;
  /** By code. Duplicates carry none, so it does not matter whether they are counted before or after they are found. */
  readonly warnings: Readonly<Record<string, number>>;
  /** YYYY-MM-DD */
  readonly sourceStamp: string;
}

export interface Tally {
  loaded(industries: number): void;
  rejected(errorType: string): void;
  duplicated(): void;
  blank(): void;
  warned(code: string): void;
  counts(sourceStamp: string): ExpectedCounts;
}

export function createTally(): Tally {
  const errors: Record<string, number> = {};
  const warnings: Record<string, number> = {};
  let processed = 0;
  let failed = 0;
  let duplicated = 0;
  let blank = 0;
  let industryRows = 0;

  return {
    loaded(industries) {
      processed += 1;
      industryRows += industries;
    },
    rejected(errorType) {
      failed += 1;
      countOne(errors, errorType);
    },
    duplicated() {
      duplicated += 1;
      countOne(errors, 'DUPLICATE');
    },
    blank() {
      blank += 1;
    },
    warned(code) {
      countOne(warnings, code);
    },
    counts: (sourceStamp) => ({
      total: processed + failed + duplicated + blank,
      processed,
      failed,
      duplicated,
      blank,
      industries: industryRows,
      errors,
      warnings,
      sourceStamp,
    }),
  };
}

/** Different industry codes in a record's fields. */
export function countIndustries(fields: readonly string[]): number {
  const codes = new Set<string>();
  for (let at = FIELD.industries; at < fields.length; at += 2) codes.add(fields[at] ?? '');
  codes.delete('');
  return codes.size;
}

function countOne(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
