import type { MetricDefinition } from './definition.ts';

/*
 * What is true of the whole system, read by the gateway from PostgreSQL and JetStream at each scrape. Every gateway tells
 * the same: with several, take the largest and not the sum.
 */
export const SYSTEM_METRICS = {
  regpipe_up: {
    type: 'gauge',
    help: 'Whether the gateway reaches what regpipe needs: 1 or 0.',
    labels: ['target'],
    from: ['system'],
  },
  regpipe_read_seconds: {
    type: 'gauge',
    help: 'Time that the gateway took to ask a server for these numbers.',
    labels: ['target'],
    from: ['system'],
  },
  regpipe_service_replicas: {
    type: 'gauge',
    help: 'Processes of a service that the gateway sees on the bus.',
    labels: ['name'],
    from: ['system'],
  },
  regpipe_jobs: {
    type: 'gauge',
    help: 'Jobs by the status that they are in.',
    labels: ['dataset', 'status'],
    from: ['system'],
  },
  regpipe_job_records_total: {
    type: 'counter',
    help: 'Records of all jobs that are published or have ended for good, by what became of them; without dead chunks.',
    labels: ['dataset', 'mode', 'outcome'],
    from: ['system'],
  },
  regpipe_last_job_status: {
    type: 'gauge',
    help: '1 for the status of the newest job of a mode.',
    labels: ['dataset', 'mode', 'status'],
    from: ['system'],
  },
  regpipe_last_job_id: {
    type: 'gauge',
    help: 'Number of the newest job of a mode.',
    labels: ['dataset', 'mode'],
    from: ['system'],
  },
  regpipe_last_job_seconds: {
    type: 'gauge',
    help: 'Duration of the newest job of a mode, until now while it works.',
    labels: ['dataset', 'mode'],
    from: ['system'],
  },
  regpipe_last_job_records: {
    type: 'gauge',
    help: 'Records of the newest job of a mode, by what became of them so far.',
    labels: ['dataset', 'mode', 'outcome'],
    from: ['system'],
  },
  regpipe_verified_age_seconds: {
    type: 'gauge',
    help: 'Time since a full job last ended well: since then nobody knows whether the live data is the newest.',
    labels: ['dataset'],
    from: ['system'],
  },
  regpipe_publication_age_seconds: {
    type: 'gauge',
    help: 'Time since the live version was published. It grows while the source stays as it is.',
    labels: ['dataset'],
    from: ['system'],
  },
  regpipe_publication_version: {
    type: 'gauge',
    help: 'Number of the live version.',
    labels: ['dataset'],
    from: ['system'],
  },
  regpipe_publication_rows: {
    type: 'gauge',
    help: 'Rows of the live version when it was published.',
    labels: ['dataset', 'table'],
    from: ['system'],
  },
  regpipe_search_ready: {
    type: 'gauge',
    help: 'Whether the search indexes of the live version are built: 1 or 0.',
    labels: ['dataset'],
    from: ['system'],
  },
  regpipe_dead_chunks: {
    type: 'gauge',
    help: 'Chunks that failed every delivery, of jobs that are active or live, and are not driven again.',
    labels: ['dataset', 'stage'],
    from: ['system'],
  },
  regpipe_dead_records: {
    type: 'gauge',
    help: 'Records in these chunks.',
    labels: ['dataset', 'stage'],
    from: ['system'],
  },
  regpipe_stream_messages: {
    type: 'gauge',
    help: 'Messages in a stream.',
    labels: ['stream'],
    from: ['system'],
  },
  regpipe_stream_bytes: {
    type: 'gauge',
    help: 'Bytes in a stream.',
    labels: ['stream'],
    from: ['system'],
  },
  regpipe_stream_max_bytes: {
    type: 'gauge',
    help: 'Bytes that a stream holds at most.',
    labels: ['stream'],
    from: ['system'],
  },
  regpipe_consumer_pending: {
    type: 'gauge',
    help: 'Messages that a consumer has not been given yet: its queue.',
    labels: ['stream', 'consumer'],
    from: ['system'],
  },
  regpipe_consumer_in_flight: {
    type: 'gauge',
    help: 'Messages that a consumer was given and has not acknowledged yet.',
    labels: ['stream', 'consumer'],
    from: ['system'],
  },
  regpipe_consumer_redelivered: {
    type: 'gauge',
    help: 'Messages that a consumer was given more than once and has not acknowledged yet.',
    labels: ['stream', 'consumer'],
    from: ['system'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
