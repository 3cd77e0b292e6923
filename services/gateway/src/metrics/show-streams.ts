import type { Metrics } from '@regpipe/metrics';

import type { StreamFacts } from './read-facts.ts';

/** Puts what is in the streams, and how far their consumers are, into the metrics. */
export function showStreams(metrics: Metrics, streams: StreamFacts): void {
  const ofStream = (value: (stream: StreamFacts[number]) => number) =>
    streams.map((stream) => ({ labels: { stream: stream.name }, value: value(stream) }));
  const ofConsumer = (value: (consumer: StreamFacts[number]['consumers'][number]) => number) =>
    streams.flatMap(({ name: stream, consumers }) =>
      consumers.map((consumer) => ({ labels: { stream, consumer: consumer.name }, value: value(consumer) })),
    );
  metrics.replace(
    'regpipe_stream_messages',
    ofStream(({ messages }) => messages),
  );
  metrics.replace(
    'regpipe_stream_bytes',
    ofStream(({ bytes }) => bytes),
  );
  metrics.replace(
    'regpipe_stream_max_bytes',
    ofStream(({ max_bytes }) => max_bytes),
  );
  metrics.replace(
    'regpipe_consumer_pending',
    ofConsumer(({ pending }) => pending),
  );
  metrics.replace(
    'regpipe_consumer_in_flight',
    ofConsumer(({ in_flight }) => in_flight),
  );
  metrics.replace(
    'regpipe_consumer_redelivered',
    ofConsumer(({ redelivered }) => redelivered),
  );
}
