import { TerminalError } from '@regpipe/contracts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { MetricDefinition, Source } from './definition.ts';
import { type LabelsOf, type MetricName, METRICS, type NameOf } from './definitions.ts';

/** One value of a metric. */
export interface Sample<N extends MetricName> {
  readonly labels: LabelsOf<N>;
  readonly value: number;
}

type Instrument = Counter | Gauge | Histogram;

/** The content type of what `text` gives. */
export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * The metrics of one source, all of them from the start: a counter that appears with its first value would hide that
 * value from `rate()`. Counting costs a look-up by name and labels, about a microsecond: to be called once a chunk or
 * request, not once a record.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #instruments = new Map<string, Instrument>();
  readonly #watched: (() => void)[] = [];
  readonly #source: Source;
  #hasDefaults = false;

  constructor(source: Source) {
    this.#source = source;
    if (source !== 'system') this.#registry.setDefaultLabels({ service: source });
    for (const [name, definition] of Object.entries<MetricDefinition>(METRICS)) {
      if (definition.from.includes(source)) {
        this.#instruments.set(name, createInstrument(this.#registry, name, definition));
      }
    }
  }

  /** Adds to a counter. */
  count<N extends NameOf<'counter'>>(name: N, labels: LabelsOf<N>, by = 1): void {
    const instrument = this.#find(name);
    if (instrument instanceof Counter) instrument.inc(labels, by);
  }

  /** Puts a value into a histogram. */
  observe<N extends NameOf<'histogram'>>(name: N, labels: LabelsOf<N>, value: number): void {
    const instrument = this.#find(name);
    if (instrument instanceof Histogram) instrument.observe(labels, value);
  }

  /** Replaces all values of a metric: what has no sample is no longer there. */
  replace<N extends NameOf<'counter' | 'gauge'>>(name: N, samples: Iterable<Sample<N>>): void {
    const instrument = this.#find(name);
    if (instrument instanceof Histogram) return;
    instrument.reset();
    // Without labels a reset leaves a 0; with them, nothing.
    for (const { labels, value } of samples) instrument.inc(labels, value);
  }

  /** Has a gauge read its values at each scrape; several may read for the same one. */
  watch<N extends NameOf<'gauge'>>(name: N, read: () => Iterable<Sample<N>>): void {
    const instrument = this.#find(name);
    if (!(instrument instanceof Gauge)) return;
    this.#watched.push(() => {
      for (const { labels, value } of read()) instrument.set(labels, value);
    });
  }

  /** All values in Prometheus' text format. The process's own (memory, CPU, event loop) are measured from the first call on. */
  text(): Promise<string> {
    if (!this.#hasDefaults && this.#source !== 'system') {
      this.#hasDefaults = true;
      collectDefaultMetrics({ register: this.#registry });
    }
    for (const read of this.#watched) read();
    return this.#registry.metrics();
  }

  #find(name: MetricName): Instrument {
    const instrument = this.#instruments.get(name);
    if (instrument !== undefined) return instrument;
    throw new TerminalError('INTERNAL', `${name} is no metric of the ${this.#source}.`);
  }
}

function createInstrument(registry: Registry, name: string, definition: MetricDefinition): Instrument {
  const { type, help, labels, buckets } = definition;
  const options = { name, help, labelNames: labels, registers: [registry] };
  if (type === 'counter') return new Counter(options);
  if (type === 'gauge') return new Gauge(options);
  return new Histogram({ ...options, ...(buckets === undefined ? {} : { buckets: [...buckets] }) });
}
