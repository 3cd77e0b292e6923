import { createOffer, lookAtStreams, openBus, readNatsVersion } from '@regpipe/bus';
import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { REQUEST_TIMEOUT_MS, requireToken } from '@regpipe/http';
import { watchPool } from '@regpipe/metrics';
import { call, callAny, listReplicas, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { createServer } from './create-server.ts';
import { gatewayService } from './gateway.service.ts';
import type { BusView } from './gateway.ts';
import { createJobChanges } from './job-changes.ts';
import { SystemFacts } from './metrics/system-facts.ts';
import { reportVitals } from './vitals/report-vitals.ts';

const JOB_CONNECTIONS = 4;
/** Longer than any statement may take: what comes later is an answer that the network has lost. */
const QUERY_TIMEOUT_MS = 40_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;
/** A scrape that has waited so long has been answered without it. */
const FACTS_TIMEOUT_MS = 5_000;

await serve('gateway', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, broker, health, metrics, tracing } = context;
  const connect = (purpose: string, poolSize: number, readOnly = false) => {
    const url = config.DATABASE_URL.reveal();
    const queryTimeoutMs = purpose === 'metrics' ? FACTS_TIMEOUT_MS : QUERY_TIMEOUT_MS;
    const applicationName = `regpipe-gateway-${purpose}`;
    const pool = connectDatabase({ url, applicationName, poolSize, readOnly, queryTimeoutMs, log });
    lifecycle.onStop(`database-${purpose}`, () => pool.close());
    watchPool(metrics, `gateway-${purpose}`, () => poolUse(pool));
    return pool;
  };
  const database = connect('jobs', JOB_CONNECTIONS);
  const queries = connect('queries', config.GATEWAY_POOL_SIZE, true);
  const factsDatabase = connect('metrics', 1, true);
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const { REGPIPE_HTTP_HOST: host, REGPIPE_API_TOKEN: token } = config;
  await requireToken({ host, setting: 'REGPIPE_HTTP_HOST', environmentToken: token, database });

  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'gateway',
    log,
  });
  lifecycle.onStop('bus', () => bus.close());

  const isTrackerVisible = () => broker.registry.actions.isAvailable('tracker.start');
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  health.check('tracker', isTrackerVisible);

  const busView: BusView = {
    readVersion: (limitMs) => readNatsVersion(bus, limitMs),
    lookAtStreams: () => lookAtStreams(bus),
  };
  const facts = new SystemFacts(factsDatabase, busView);
  const intervalMs = config.REGPIPE_VITALS_INTERVAL_S * 1_000;
  void reportVitals({ facts, intervalMs, log, signal: lifecycle.signal });

  const jobChanges = createJobChanges();
  const server = await createServer({
    database,
    queries,
    facts,
    datasets,
    callTracker: (name, params) => call(broker, name, params),
    callIntake: (object) => call(broker, 'intake.receive', object),
    callProjector: (projection) => call(broker, 'projector.rebuild', { projection }),
    offerCommand: createOffer(bus, 'COMMANDS'),
    isTrackerVisible,
    answerQuestion: (question) => callAny(broker, 'query.answer', question, 'QUERY_UNAVAILABLE'),
    listReplicas: () => listReplicas(broker),
    bus: busView,
    jobChanges,
    metrics,
    tracing,
    token,
    host,
    allowedHosts: config.REGPIPE_HTTP_ALLOWED_HOSTS,
    trustedProxies: config.REGPIPE_HTTP_TRUSTED_PROXIES,
    limits: {
      requestsPerMinute: config.REGPIPE_RATE_LIMIT_PER_MINUTE,
      fastRequestsPerMinute: config.REGPIPE_FAST_RATE_LIMIT_PER_MINUTE,
      eventStreams: {
        perToken: config.REGPIPE_MAX_EVENT_STREAMS_PER_TOKEN,
        inAll: config.REGPIPE_MAX_EVENT_STREAMS,
      },
      downloads: {
        perToken: config.REGPIPE_MAX_DOWNLOADS_PER_TOKEN,
        inAll: config.REGPIPE_MAX_DOWNLOADS,
      },
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    },
    consoleDirectory: config.REGPIPE_CONSOLE_DIRECTORY,
    log,
  });
  return gatewayService({
    server,
    host,
    port: config.REGPIPE_HTTP_PORT,
    jobChanges,
    log,
  });
});
