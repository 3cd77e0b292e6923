export { type MetricDefinition, type ProcessSource, type Source, SOURCES } from './definition.ts';
export { type LabelsOf, type MetricName, METRICS } from './definitions.ts';
export { Metrics, METRICS_CONTENT_TYPE, type Sample } from './metrics.ts';
export { busObserver, watchBus } from './observe-bus.ts';
export { type MetricsListener, serveMetrics } from './serve-metrics.ts';
export { type PoolUse, watchPool } from './watch-pool.ts';
