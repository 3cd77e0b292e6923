/** The middle value; between the two in the middle of an even number. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The smallest value that so large a part of the values does not exceed; 0 of nothing. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

/** The run whose time is nearest to the median: what a table of its parts can be made of, which medians of parts cannot. */
export function typical<T extends { readonly seconds: number }>(runs: readonly T[]): T | undefined {
  const middle = median(runs.map((run) => run.seconds));
  return runs.toSorted((a, b) => Math.abs(a.seconds - middle) - Math.abs(b.seconds - middle))[0];
}

/** The median for each name that stands in any of the records. */
export function medianByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries(
    [...names].map((name) => [name, median(records.flatMap((record) => record[name] ?? []))]),
  );
}

/** The highest value for each name that stands in any of the records. */
export function maxByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries(
    [...names].map((name) => [name, Math.max(...records.flatMap((record) => record[name] ?? []))]),
  );
}
