import {
  CHUNK_SECONDS,
  GROUP_SIZES,
  type MetricDefinition,
  REQUEST_SECONDS,
  SOURCES,
  STEP_SECONDS,
} from './definition.ts';

/*
 * What each process counts of its own work, from its start on. Work that is done twice, after a crash or a redelivery,
 * counts twice here; what is true of a job is in the metrics of the system.
 */
export const PROCESS_METRICS = {
  regpipe_records_total: {
    type: 'counter',
    help: 'Records that a stage has worked on, by what became of them.',
    labels: ['dataset', 'stage', 'outcome'],
    from: ['fetcher', 'transformer', 'loader'],
  },
  regpipe_bytes_total: {
    type: 'counter',
    help: 'Bytes that a stage has taken in and given out, before any compression of messages.',
    labels: ['dataset', 'stage', 'direction'],
    from: ['fetcher', 'transformer', 'loader'],
  },
  regpipe_chunks_total: {
    type: 'counter',
    help: 'Chunks that a stage is done with; of a chunk in parts, each part in the stage load.',
    labels: ['dataset', 'stage', 'outcome'],
    from: ['fetcher', 'transformer', 'loader'],
  },
  regpipe_chunk_seconds: {
    type: 'histogram',
    help: 'Time that a stage takes for a chunk: until it is stored by NATS (fetch, transform) or committed (load).',
    labels: ['dataset', 'stage'],
    from: ['fetcher', 'transformer', 'loader'],
    buckets: CHUNK_SECONDS,
  },
  regpipe_transaction_seconds: {
    type: 'histogram',
    help: 'Time of a transaction that loads chunks, from BEGIN to COMMIT.',
    labels: ['dataset'],
    from: ['loader'],
    buckets: CHUNK_SECONDS,
  },
  regpipe_transaction_chunks: {
    type: 'histogram',
    help: 'Chunks, or parts of them, that share a transaction.',
    labels: ['dataset'],
    from: ['loader'],
    buckets: GROUP_SIZES,
  },
  regpipe_copy_seconds: {
    type: 'histogram',
    help: 'Time of a COPY into a table, within its transaction.',
    labels: ['dataset', 'table'],
    from: ['loader'],
    buckets: CHUNK_SECONDS,
  },
  regpipe_publication_step_seconds: {
    type: 'histogram',
    help: 'Time of a step of publishing.',
    labels: ['dataset', 'step'],
    from: ['loader'],
    buckets: STEP_SECONDS,
  },
  regpipe_database_retries_total: {
    type: 'counter',
    help: 'Times that work has waited for a PostgreSQL that was away or short of something.',
    labels: [],
    from: ['loader'],
  },
  regpipe_events_total: {
    type: 'counter',
    help: 'Facts that the tracker has folded into its tables.',
    labels: ['dataset', 'type'],
    from: ['tracker'],
  },
  regpipe_jobs_ended_total: {
    type: 'counter',
    help: 'Ends of jobs, by the status in which they ended.',
    labels: ['dataset', 'mode', 'status'],
    from: ['tracker'],
  },
  regpipe_deliveries_total: {
    type: 'counter',
    help: 'Messages that a consumer has worked on, by what became of the delivery.',
    labels: ['stream', 'consumer', 'outcome'],
    from: ['fetcher', 'transformer', 'loader', 'tracker', 'scheduler', 'projector'],
  },
  regpipe_redeliveries_total: {
    type: 'counter',
    help: 'Messages that had been delivered before.',
    labels: ['stream', 'consumer'],
    from: ['fetcher', 'transformer', 'loader', 'tracker', 'scheduler', 'projector'],
  },
  regpipe_backpressure_seconds_total: {
    type: 'counter',
    help: 'Time that publishers have waited for room in a full stream.',
    labels: ['stream'],
    from: ['fetcher', 'transformer', 'loader', 'tracker', 'scheduler', 'projector'],
  },
  regpipe_bus_connected: {
    type: 'gauge',
    help: 'Whether the process is connected to NATS: 1 or 0.',
    labels: [],
    from: ['fetcher', 'transformer', 'loader', 'tracker', 'scheduler', 'projector'],
  },
  regpipe_pool_connections: {
    type: 'gauge',
    help: 'Connections to PostgreSQL, by pool; busy ones are at work for somebody.',
    labels: ['pool', 'state'],
    from: ['loader', 'tracker', 'gateway', 'scheduler', 'intake', 'projector', 'query'],
  },
  regpipe_pool_connections_max: {
    type: 'gauge',
    help: 'Most connections that a pool opens.',
    labels: ['pool'],
    from: ['loader', 'tracker', 'gateway', 'scheduler', 'intake', 'projector', 'query'],
  },
  regpipe_pool_waiting: {
    type: 'gauge',
    help: 'Queries that wait for a connection of a pool.',
    labels: ['pool'],
    from: ['loader', 'tracker', 'gateway', 'scheduler', 'intake', 'projector', 'query'],
  },
  regpipe_http_requests_total: {
    type: 'counter',
    help: 'Requests that the gateway has answered.',
    labels: ['method', 'route', 'status'],
    from: ['gateway'],
  },
  regpipe_http_request_seconds: {
    type: 'histogram',
    help: 'Time until the gateway has answered a request; without event streams and downloads.',
    labels: ['method', 'route'],
    from: ['gateway'],
    buckets: REQUEST_SECONDS,
  },
  regpipe_http_streams: {
    type: 'gauge',
    help: 'Event streams and downloads that are open.',
    labels: ['kind'],
    from: ['gateway'],
  },
  regpipe_spans_total: {
    type: 'counter',
    help: 'Spans of traces that the collector has taken (exported) or that were lost on the way.',
    labels: ['outcome'],
    from: SOURCES,
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
