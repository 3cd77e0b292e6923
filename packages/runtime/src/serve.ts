import { errorMessage, errorCode } from '@regpipe/contracts';
import { openLogPaths } from '@regpipe/log-transports';
import type { ServiceBroker, ServiceSchema } from 'moleculer';
import type { z } from 'zod';

import { createBroker, startBroker } from './broker.ts';
import { type commonConfigSchema, readConfig, Secret } from './config.ts';
import { type Health, type HealthCheck, reportHealth } from './health.ts';
import { type Lifecycle, runService } from './lifecycle.ts';
import { logPathSettings } from './log-path-settings.ts';
import { createLogger, type Logger } from './logger.ts';

/** What a service's `main.ts` wires its service from. */
export interface ServiceContext<Config> {
  readonly config: Readonly<Config>;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly broker: ServiceBroker;
  /** For what the service cannot work without, where somebody asks (REGPIPE_HEALTH_FILE). */
  readonly health: Health;
}

/**
 * Runs one Moleculer service as this process: reads its settings, opens what it needs, joins the broker, and releases
 * everything when asked to end. `open` connects, registers releasers, and gives the service.
 */
export async function serve<Schema extends z.ZodType<z.output<typeof commonConfigSchema>>>(
  service: string,
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
  open: (context: ServiceContext<z.output<Schema>>) => Promise<ServiceSchema>,
): Promise<void> {
  const config = readConfigOrEnd(service, schema, environment);
  const log = createLogger({
    service,
    level: config.REGPIPE_LOG_LEVEL,
    pretty: config.REGPIPE_LOG_PRETTY,
    secrets: secretsOf(config),
    paths: openLogPaths(logPathSettings(service, config)),
  });
  await runService(log, async (lifecycle) => {
    const broker = createBroker({
      service,
      namespace: config.REGPIPE_NAMESPACE,
      natsUrl: config.NATS_URL.reveal(),
      log,
    });
    const checks = new Map<string, HealthCheck>();
    const health: Health = { check: (name, isWell) => void checks.set(name, isWell) };
    broker.createService(await open({ config, log, lifecycle, broker, health }));
    await startBroker(broker, lifecycle);
    const file = config.REGPIPE_HEALTH_FILE;
    if (file !== undefined) await reportHealth({ file, checks, log, lifecycle });
  });
}

/** The settings that are secret as a whole; of a URL only a part is, which is told by its shape. */
function secretsOf(config: object): string[] {
  return Object.values(config)
    .filter((value) => value instanceof Secret)
    .map((secret) => secret.reveal())
    .filter((value) => !URL.canParse(value));
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
