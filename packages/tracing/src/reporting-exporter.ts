import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { errorMessage } from '@regpipe/contracts';

import type { OtlpOptions } from './otlp-tracing.ts';

/** ExportResultCode.SUCCESS, of a package that is not ours to import. */
const SUCCESS = 0;

/**
 * Sends spans to the collector. That it takes none is logged when it begins and when it is over, not with each batch:
 * spans are lost, and nothing else.
 */
export function createExporter({ collector, log, onSpans }: OtlpOptions): SpanExporter {
  const { url, headers, timeoutMs } = collector;
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: timeoutMs });
  let away = false;
  const report = (error: Error | undefined, failed: boolean) => {
    if (failed === away) return;
    away = failed;
    if (failed) {
      log.warn(
        { event: 'spans_lost', err: error },
        `The collector takes no spans: ${errorMessage(error ?? 'no reason given')}`,
      );
    } else log.info({ event: 'spans_exported' }, 'The collector takes spans again');
  };
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        const failed = (result.code as number) !== SUCCESS;
        onSpans(failed ? 'lost' : 'exported', spans.length);
        report(result.error, failed);
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
