/** What is counted in the log lines of the services (docs/logs.md), as a CloudWatch metric filter says it. */
export interface Metric {
  /** In CloudWatch's syntax for JSON. */
  readonly pattern: string;
  /** What a matching line brings: `1`, or the field that says how many. */
  readonly value: string;
  readonly unit: 'Count' | 'Seconds';
  /**
   * A sum adds up what happened. A level is measured over and over, so the largest value of a period is looked at: it
   * may be reported by several gateways, and from several log groups.
   */
  readonly kind: 'sum' | 'level';
  /** What it tells, and why it is counted in this way. */
  readonly why: string;
}

const SUMMARY = '$.event = "etl_summary" && $.mode != "dry-run"';

/** By name; the namespace is the project. */
export const METRICS = {
  ErrorCount: {
    pattern: '{ $.level = "ERROR" }',
    value: '1',
    unit: 'Count',
    kind: 'sum',
    why: 'Something went wrong in any of the services.',
  },
  ETLCompleted: {
    pattern: '{ $.event = "etl_completed" }',
    value: '1',
    unit: 'Count',
    kind: 'sum',
    why: 'A job ended well, dry runs included.',
  },
  ETLFailed: {
    pattern: '{ $.event = "etl_failed" }',
    value: '1',
    unit: 'Count',
    kind: 'sum',
    why: 'A job failed, was interrupted, or is partial, dry runs included: each calls for somebody to look.',
  },
  RecordsProcessed: {
    pattern: `{ ${SUMMARY} }`,
    value: '$.records_success',
    unit: 'Count',
    kind: 'sum',
    why: 'Records loaded, told at the end of each job. A dry run says what it would load, and loads nothing.',
  },
  RecordsRejected: {
    pattern: `{ ${SUMMARY} }`,
    value: '$.records_failed',
    unit: 'Count',
    kind: 'sum',
    why: 'Records kept out, told at the end of each job, of the same jobs as those that were loaded.',
  },
  DeadLetters: {
    pattern: '{ $.event = "queues_measured" }',
    value: '$.dead_chunks',
    unit: 'Count',
    kind: 'level',
    why: 'Chunks that failed every delivery and wait for a redrive; burials would not say when they are repaired.',
  },
  RawBacklog: {
    pattern: '{ $.event = "queues_measured" }',
    value: '$.raw_messages',
    unit: 'Count',
    kind: 'level',
    why: 'Chunks that wait for a transformer.',
  },
  CleanBacklog: {
    pattern: '{ $.event = "queues_measured" }',
    value: '$.clean_messages',
    unit: 'Count',
    kind: 'level',
    why: 'Chunks that wait for a loader.',
  },
  CommandBacklog: {
    pattern: '{ $.event = "queues_measured" }',
    value: '$.command_backlog',
    unit: 'Count',
    kind: 'level',
    why: 'Commands that wait for a projector: they are durable, and not in the answers to queries yet.',
  },
  PublicationAge: {
    pattern: '{ $.event = "publication_measured" }',
    value: '$.publication_age_s',
    unit: 'Seconds',
    kind: 'level',
    why: 'Since the live version was published, of the data set where that is longest.',
  },
  VerifiedAge: {
    pattern: '{ $.event = "publication_measured" }',
    value: '$.verified_age_s',
    unit: 'Seconds',
    kind: 'level',
    why: 'Since the live version was last published or found equal to its source: a source may rest for weeks.',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];
