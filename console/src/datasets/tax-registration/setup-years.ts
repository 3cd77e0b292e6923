import type { YearCount } from './api.ts';
import { ROC_EPOCH } from './setup-date.ts';

export interface SetupYears {
  /** Every year from the first to the last, also those without a business. */
  readonly years: readonly { readonly rocYear: number; readonly businesses: number }[];
  /** Businesses without a date, or with one that cannot be. */
  readonly undated: number;
}

/** Businesses by year in a row without gaps. A year of the future is a slip of the pen, and would stretch the row. */
export function setupYearsOf(items: readonly YearCount[], now: number): SetupYears {
  const thisYear = new Date(now).getUTCFullYear() - ROC_EPOCH;
  const counts = new Map<number, number>();
  let undated = 0;
  for (const { year, businesses } of items) {
    if (year === null || year < 1 || year > thisYear) undated += businesses;
    else counts.set(year, businesses);
  }
  const known = [...counts.keys()];
  if (known.length === 0) return { years: [], undated };
  const first = Math.min(...known);
  const years = Array.from({ length: Math.max(...known) - first + 1 }, (_, index) => ({
    rocYear: first + index,
    businesses: counts.get(first + index) ?? 0,
  }));
  return { years, undated };
}
