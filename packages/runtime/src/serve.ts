import { errorMessage, errorCode } from '@regpipe/contracts';
import { openLogPaths } from '@regpipe/log-transports';
import { Metrics, type ProcessSource, serveMetrics } from '@regpipe/metrics';
import { openTracing, type Tracing } from '@regpipe/tracing';
import type { ServiceBroker, ServiceSchema } from 'moleculer';
import type { z } from 'zod';

import { createBroker, startBroker } from './broker.ts';
import { type commonConfigSchema, readConfig } from './config.ts';
import { type Health, type HealthCheck, reportHealth } from './health.ts';
import { type Lifecycle, runService } from './lifecycle.ts';
import { logPathSettings } from './log-path-settings.ts';
import { createLogger, type Logger } from './logger.ts';
import { secretsOf } from './secrets-of.ts';
import { tracingOptions, tracingSecrets } from './tracing-settings.ts';

/** What a service's `main.ts` wires its service from. */
export interface ServiceContext<Config> {
  readonly config: Readonly<Config>;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly broker: ServiceBroker;
  /** For what the service cannot work without, where somebody asks (REGPIPE_HEALTH_FILE). */
  readonly health: Health;
  /** Of this process; served where somebody asks (REGPIPE_METRICS_PORT). */
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

type CommonConfig = z.output<typeof commonConfigSchema>;

/**
 * Runs one Moleculer service as this process: reads its settings, opens what it needs, joins the broker, and releases
 * everything when asked to end. `open` connects, registers releasers, and gives the service.
 */
export async function serve<Schema extends z.ZodType<CommonConfig>>(
  service: ProcessSource,
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
  open: (context: ServiceContext<z.output<Schema>>) => Promise<ServiceSchema>,
): Promise<void> {
  const config = readConfigOrEnd(service, schema, environment);
  const log = createLogger({
    service,
    level: config.REGPIPE_LOG_LEVEL,
    pretty: config.REGPIPE_LOG_PRETTY,
    secrets: [...secretsOf(config), ...tracingSecrets(config)],
    paths: openLogPaths(logPathSettings(service, config)),
  });
  await runService(log, async (lifecycle) => {
    const metrics = new Metrics(service);
    const tracing = await openTracing({
      ...tracingOptions(config, service),
      log,
      onSpans: (outcome, spans) => metrics.count('regpipe_spans_total', { outcome }, spans),
    });
    // The first of all, so the last to be released: what the others do at their end is still exported.
    lifecycle.onStop('tracing', () => tracing.close());
    await listenForScrapes(config, metrics, log, lifecycle);
    const broker = createBroker({
      service,
      namespace: config.REGPIPE_NAMESPACE,
      natsUrl: config.NATS_URL.reveal(),
      log,
    });
    const checks = new Map<string, HealthCheck>();
    const health: Health = { check: (name, isWell) => void checks.set(name, isWell) };
    broker.createService(await open({ config, log, lifecycle, broker, health, metrics, tracing }));
    await startBroker(broker, lifecycle);
    const file = config.REGPIPE_HEALTH_FILE;
    if (file !== undefined) await reportHealth({ file, checks, log, lifecycle });
  });
}

async function listenForScrapes(
  config: CommonConfig,
  metrics: Metrics,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<void> {
  const { REGPIPE_METRICS_HOST: host, REGPIPE_METRICS_PORT: port } = config;
  if (port === undefined) return;
  const listener = await serveMetrics(metrics, host, port);
  lifecycle.onStop('metrics', () => listener.close());
  const { url } = listener;
  log.info({ event: 'metrics_listening', url }, `Metrics are at ${url}`);
}

function readConfigOrEnd<Schema extends z.ZodType>(
  service: string,
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<Schema>> {
  try {
    return readConfig(schema, environment);
  } catch (error) {
    const log = createLogger({ service, level: 'info' });
    log.fatal({ event: 'service_failed', code: errorCode(error) }, errorMessage(error));
    process.exit(1);
  }
}
