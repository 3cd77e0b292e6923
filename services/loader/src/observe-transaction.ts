import type { Metrics } from '@regpipe/metrics';
import { type Span, Steps, type Tracing } from '@regpipe/tracing';

import type { LoadStep } from './load-chunks.ts';

export interface TransactionOptions {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly dataset: string;
  /** Of the chunks that share it. */
  readonly spans: readonly Span[];
}

/**
 * Runs a transaction that loads chunks as a span, a part of the first one's; those of the others are linked. Its steps
 * are spans too, and the COPYs are timed.
 */
export async function observeTransaction<T>(
  { metrics, tracing, dataset, spans }: TransactionOptions,
  work: (onStep: (step: LoadStep) => void) => Promise<T>,
): Promise<T> {
  const [first, ...others] = spans;
  const span = tracing.start('transaction', {
    parent: first?.traceparent,
    attributes: { 'regpipe.chunks': spans.length },
    links: others.map(({ traceparent }) => traceparent),
  });
  let table = '';
  const onStep = (name: string, seconds: number) => {
    if (name === 'copy') metrics.observe('regpipe_copy_seconds', { dataset, table }, seconds);
  };
  const steps = new Steps({ tracing, parent: span, onStep });
  const startedAt = performance.now();
  try {
    const result = await work((step) => {
      steps.next(step.name, step.name === 'copy' ? { 'db.collection.name': step.table } : {});
      if (step.name === 'copy') table = step.table;
    });
    steps.end();
    metrics.observe('regpipe_transaction_seconds', { dataset }, (performance.now() - startedAt) / 1_000);
    metrics.observe('regpipe_transaction_chunks', { dataset }, spans.length);
    return result;
  } catch (error) {
    steps.fail(error);
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
