import { NATS_SERVICES } from '@regpipe/contracts';
import { Metrics } from '@regpipe/metrics';
import type { SeenReplica } from '@regpipe/runtime';

import type { Gateway } from '../gateway.ts';
import { showDatabase } from './show-database.ts';
import { showStreams } from './show-streams.ts';

/** The part of the gateway that a scrape looks at. */
export type Observed = Pick<Gateway, 'facts' | 'datasets' | 'isTrackerVisible' | 'listReplicas'>;

/**
 * What is true of the whole system, read anew for each scrape and shared by those that come at once. It answers within
 * seconds whoever is away, and then says so.
 */
export class SystemMetrics {
  readonly #metrics = new Metrics('system');
  readonly #observed: Observed;
  /** The largest sum seen: one that a repair takes back must not look like a counter that began anew. */
  readonly #highest = new Map<string, number>();
  #scrape: Promise<string> | undefined;

  constructor(observed: Observed) {
    this.#observed = observed;
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    this.#scrape ??= this.#read().finally(() => (this.#scrape = undefined));
    return this.#scrape;
  }

  async #read(): Promise<string> {
    const { database, streams } = await this.#observed.facts.read();
    const metrics = this.#metrics;
    const up = {
      database: database.facts !== undefined,
      bus: streams.facts !== undefined,
      tracker: this.#observed.isTrackerVisible(),
    };
    metrics.replace(
      'regpipe_up',
      Object.entries(up).map(([target, isUp]) => ({ labels: { target }, value: isUp ? 1 : 0 })),
    );
    metrics.replace('regpipe_read_seconds', [
      { labels: { target: 'database' }, value: database.seconds },
      { labels: { target: 'bus' }, value: streams.seconds },
    ]);
    metrics.replace('regpipe_service_replicas', countReplicas(this.#observed.listReplicas()));
    const names = this.#observed.datasets.map(({ name }) => name);
    showDatabase(metrics, names, database.facts, this.#highest);
    showStreams(metrics, streams.facts ?? []);
    return metrics.text();
  }
}

/** Of the services that regpipe consists of: a process of another kind is none of them. */
function countReplicas(replicas: readonly SeenReplica[]) {
  return NATS_SERVICES.map((name) => ({
    labels: { name },
    value: replicas.filter(({ service }) => service === name).length,
  }));
}
