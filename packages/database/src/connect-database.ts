import pg from 'pg';

import { parseType } from './parse-type.ts';

export interface DatabaseLog {
  warn(fields: object, message: string): void;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolSize: number;
  /** Has the server refuse every write, whatever the role may do; false where nothing is said. */
  readonly readOnly?: boolean;
  /** Whether its connections stay open however long nobody needs them: to open one takes longer than a short question. */
  readonly keepsOpen?: boolean;
  /**
   * After so long without an answer a query fails and its connection is given up. For whoever asks short questions: an
   * answer that a network has swallowed never comes.
   */
  readonly queryTimeoutMs?: number;
  /**
   * After so long between two statements of a transaction the server ends it, and the connection. For whoever others wait
   * for: a process that stands still keeps its locks otherwise, as its system goes on to answer for it.
   */
  readonly idleInTransactionMs?: number;
  readonly log: DatabaseLog;
}

/** A pool of connections; connects when first used. */
export interface Database {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** What runs a query: the pool, or one connection inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Connection = pg.PoolClient;

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * Has the server notice within half a minute that a client's machine is gone, and not after the two hours that systems
 * usually take: a transaction whose client will never end it holds its locks for so long.
 */
const NOTICE_LOST_CLIENTS =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 30000';

export function connectDatabase(options: DatabaseOptions): Database {
  const pool = createPool(options);
  // Without a listener a connection that dies while idle would end the process; the pool replaces it by itself.
  pool.on('error', (error) => {
    options.log.warn(
      { event: 'database_connection_lost', err: error },
      'An idle database connection was lost',
    );
  });
  return { pool, close: () => pool.end() };
}

function createPool(options: DatabaseOptions): pg.Pool {
  return new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.poolSize,
    min: options.keepsOpen === true ? options.poolSize : 0,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
    types: { getTypeParser: parseType },
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- pg-pool awaits it; its type does not say so.
    onConnect: (client) => client.query(sessionSettings(options)),
    ...(options.readOnly === true ? { options: '-c default_transaction_read_only=on' } : {}),
  });
}

function sessionSettings({ idleInTransactionMs }: DatabaseOptions): string {
  if (idleInTransactionMs === undefined) return NOTICE_LOST_CLIENTS;
  return `${NOTICE_LOST_CLIENTS}; SET idle_in_transaction_session_timeout = ${Math.ceil(idleInTransactionMs)}`;
}
