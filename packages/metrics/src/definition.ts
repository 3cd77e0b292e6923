/** The processes that serve metrics of their own, and `system`: what the gateway reads from the servers at each scrape. */
export const SOURCES = [
  'fetcher',
  'transformer',
  'loader',
  'tracker',
  'gateway',
  'scheduler',
  'intake',
  'projector',
  'query',
] as const;
export type ProcessSource = (typeof SOURCES)[number];
export type Source = ProcessSource | 'system';

/** A metric: its name is its key in METRICS. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One sentence; it stands in the scrape and in docs/metrics.md. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Who has it. */
  readonly from: readonly Source[];
  /** Upper bounds of a histogram, in the metric's unit. */
  readonly buckets?: readonly number[];
}

/** From a chunk in an idle pipeline to one that has waited for PostgreSQL to restart. */
export const CHUNK_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;
/** From an index on nothing to one on a file ten times the national one. */
export const STEP_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900] as const;
export const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;
export const GROUP_SIZES = [1, 2, 3, 4, 6, 8, 16, 32, 64] as const;
export const COMMAND_GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 500] as const;
/** From a lone command to one that has waited for PostgreSQL to restart. */
export const COMMAND_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60] as const;
