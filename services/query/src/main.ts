import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { REQUEST_TIMEOUT_MS, requireToken } from '@regpipe/http';
import { watchPool } from '@regpipe/metrics';
import { serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { createServer } from './create-server.ts';
import { queryService } from './query.service.ts';
import { warmUp } from './warm-up.ts';

/** Who asks is looked up once in some seconds, and remembered. */
const ACCESS_CONNECTIONS = 2;
/** A question takes milliseconds: what has no answer by then will have none. */
const QUERY_TIMEOUT_MS = 5_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('query', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics, tracing } = context;
  const connect = (purpose: string, poolSize: number, forQuestions: boolean) => {
    const url = config.DATABASE_URL.reveal();
    const applicationName = `regpipe-query-${purpose}`;
    const pool = connectDatabase({
      ...{ url, applicationName, poolSize, queryTimeoutMs: QUERY_TIMEOUT_MS, log },
      ...{ readOnly: forQuestions, keepsOpen: forQuestions },
    });
    lifecycle.onStop(`database-${purpose}`, () => pool.close());
    watchPool(metrics, `query-${purpose}`, () => poolUse(pool));
    return pool;
  };
  const database = connect('access', ACCESS_CONNECTIONS, false);
  const queries = connect('questions', config.QUERY_POOL_SIZE, true);
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const { REGPIPE_QUERY_HOST: host, REGPIPE_QUERY_PORT: port, REGPIPE_API_TOKEN: token } = config;
  await requireToken({ host, setting: 'REGPIPE_QUERY_HOST', environmentToken: token, database });

  await warmUp(queries, config.QUERY_POOL_SIZE);

  const server = await createServer({
    database,
    queries,
    token,
    host,
    allowedHosts: config.REGPIPE_HTTP_ALLOWED_HOSTS,
    trustedProxies: config.REGPIPE_HTTP_TRUSTED_PROXIES,
    limits: {
      requestsPerMinute: config.REGPIPE_QUERY_RATE_LIMIT_PER_MINUTE,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    },
    stopping: lifecycle.signal,
    metrics,
    tracing,
    log,
  });
  const drainMs = config.REGPIPE_QUERY_DRAIN_S * 1_000;
  return queryService({ server, queries, host, port, drainMs, log });
});
