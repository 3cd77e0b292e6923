import { RetryableError, type Role } from '@regpipe/contracts';
import { createJob, createToken, type Database } from '@regpipe/database';
import { digestOf, newToken, type Server } from '@regpipe/http';
import { Metrics } from '@regpipe/metrics';
import { createLogger, Secret } from '@regpipe/runtime';
import { testDatabase } from '@regpipe/testkit';
import { NO_TRACING } from '@regpipe/tracing';

import { createServer, type ServerOptions } from '../create-server.ts';
import type { BusView, CallTracker } from '../gateway.ts';
import { createJobChanges, type JobChanges } from '../job-changes.ts';
import type { GatewayLimits } from '../limits.ts';
import { SystemFacts } from '../metrics/system-facts.ts';
import { plants } from './sample-dataset.ts';

export const TOKEN = 'a-token-for-the-tests';
const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

/** Those that a test does not come near. */
export const WIDE_LIMITS: GatewayLimits = {
  requestsPerMinute: 1_000_000,
  eventStreams: { perToken: 100, inAll: 100 },
  downloads: { perToken: 100, inAll: 100 },
  requestTimeoutMs: 30_000,
};

/** Of one that has not been built. */
const NO_CONSOLE = '/nonexistent';

export interface TestGateway {
  readonly server: Server;
  readonly database: Database;
  readonly jobChanges: JobChanges;
  /** Everything that was logged so far. */
  logged(): string;
  get(url: string): Promise<TestAnswer>;
  post(url: string, body?: object): Promise<TestAnswer>;
  /** A queued job of the data set `plants`; gives its id. */
  addJob(): Promise<number>;
  addRejects(jobId: number, type: string, rawData: readonly string[]): Promise<void>;
  /** A token of the table, named for its role unless said otherwise; gives the token. */
  addToken(role: Role, name?: string): Promise<string>;
  close(): Promise<void>;
}

export type TestAnswer = Awaited<ReturnType<Server['inject']>>;

export interface TestGatewayOptions extends Partial<
  Pick<
    ServerOptions,
    | 'callTracker'
    | 'callIntake'
    | 'isTrackerVisible'
    | 'answerQuestion'
    | 'callProjector'
    | 'offerCommand'
    | 'listReplicas'
    | 'bus'
    | 'host'
    | 'allowedHosts'
    | 'trustedProxies'
    | 'consoleDirectory'
    | 'tracing'
  >
> {
  /** Null for a gateway without one in its environment. */
  readonly token?: string | null;
  readonly limits?: Partial<GatewayLimits>;
  /** Where the numbers for Prometheus are read, instead of the gateway's own database. */
  readonly factsDatabase?: Database;
  /** Another gateway on the same database, which stays open until that one is closed. */
  readonly beside?: TestGateway;
}

/** The HTTP API on a database of its own; only the tracker's answers come from the test. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const ownDatabase = options.beside === undefined ? await testDatabase() : undefined;
  const { database } = (ownDatabase ?? options.beside) as { database: Database };
  const jobChanges = createJobChanges();
  let logged = '';
  const destination = { write: (line: string) => void (logged += line) };
  const log = createLogger({ service: 'gateway', level: 'debug', destination });
  const bus = options.bus ?? NO_BUS;
  const token = options.token === undefined ? TOKEN : options.token;
  const server = await createServer({
    database,
    queries: database,
    facts: new SystemFacts(options.factsDatabase ?? database, bus),
    metrics: new Metrics('gateway'),
    tracing: options.tracing ?? NO_TRACING,
    datasets: [plants],
    callTracker: options.callTracker ?? refuseAll,
    callIntake: options.callIntake ?? (() => Promise.reject(new Error('The test did not expect a drop.'))),
    isTrackerVisible: options.isTrackerVisible ?? (() => true),
    callProjector:
      options.callProjector ?? (() => Promise.reject(new Error('The test did not expect a rebuild.'))),
    offerCommand:
      options.offerCommand ?? (() => Promise.reject(new RetryableError('BUS_UNAVAILABLE', 'NATS is away.'))),
    answerQuestion:
      options.answerQuestion ?? (() => Promise.reject(new Error('The test did not expect a question.'))),
    listReplicas: options.listReplicas ?? (() => []),
    bus,
    jobChanges,
    token: token === null ? undefined : new Secret(token),
    host: options.host ?? '127.0.0.1',
    allowedHosts: options.allowedHosts ?? [],
    trustedProxies: options.trustedProxies ?? [],
    limits: { ...WIDE_LIMITS, ...options.limits },
    consoleDirectory: options.consoleDirectory ?? NO_CONSOLE,
    log,
  });
  return {
    server,
    database,
    jobChanges,
    logged: () => logged,
    get: (url) => server.inject({ method: 'GET', url, headers: AUTHORIZED }),
    post: (url, body) =>
      server.inject({
        method: 'POST',
        url,
        headers: AUTHORIZED,
        ...(body === undefined ? {} : { payload: body }),
      }),
    addJob: () => addJob(database),
    addToken: (role, name = role) => addToken(database, role, name),
    addRejects: (jobId, type, rawData) => addRejects(database, jobId, type, rawData),
    async close() {
      await server.close();
      await ownDatabase?.close();
    },
  };
}

/** NATS is away. */
export const NO_BUS: BusView = {
  readVersion: () => Promise.resolve(undefined),
  lookAtStreams: () => Promise.reject(new RetryableError('BUS_UNAVAILABLE', 'NATS is away.')),
};

const refuseAll: CallTracker = (name) => Promise.reject(new Error(`The test did not expect ${name}.`));

/** A full job of plants, queued. */
export async function addJob(database: Database): Promise<number> {
  const result = await createJob(database, {
    dataset: plants.name,
    mode: 'full',
    source: plants.source,
    chunkBytes: 524_288,
    chunkRecords: null,
    recordLimit: null,
    forced: false,
    accepted: false,
    tables: plants.tables,
  });
  if ('created' in result) return result.created;
  throw new Error(`The job was not created: ${JSON.stringify(result)}`);
}

async function addToken(database: Database, role: Role, name: string): Promise<string> {
  const token = newToken();
  const digest = digestOf(token);
  await createToken(database.pool, { name, role, digest, createdBy: 'test', expiresAt: null });
  return token;
}

async function addRejects(
  database: Database,
  jobId: number,
  type: string,
  rawData: readonly string[],
): Promise<void> {
  await database.pool.query(
    `INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
     SELECT $1, 0, row_number() OVER (), $2, 'Not good.', raw FROM unnest($3::text[]) AS raw`,
    [jobId, type, rawData],
  );
}
