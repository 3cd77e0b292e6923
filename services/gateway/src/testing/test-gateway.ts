import { createJob, type Database } from '@regpipe/database';
import { Secret } from '@regpipe/runtime';
import { testDatabase } from '@regpipe/testkit';
import { pino } from 'pino';

import { createServer } from '../create-server.ts';
import type { CallTracker, Server } from '../gateway.ts';
import { createJobChanges, type JobChanges } from '../job-changes.ts';
import { plants } from './sample-dataset.ts';

export const TOKEN = 'a-token-for-the-tests';
const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

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
  close(): Promise<void>;
}

export type TestAnswer = Awaited<ReturnType<Server['inject']>>;

export interface TestGatewayOptions {
  readonly callTracker?: CallTracker;
  readonly isTrackerVisible?: () => boolean;
}

/** The HTTP API on a database of its own; only the tracker's answers come from the test. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const ownDatabase = await testDatabase();
  const { database } = ownDatabase;
  const jobChanges = createJobChanges();
  let logged = '';
  const log = pino({ level: 'debug' }, { write: (line) => void (logged += line) });
  const server = await createServer({
    database,
    queries: database,
    datasets: [plants],
    callTracker: options.callTracker ?? refuseAll,
    isTrackerVisible: options.isTrackerVisible ?? (() => true),
    jobChanges,
    token: new Secret(TOKEN),
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
    addRejects: (jobId, type, rawData) => addRejects(database, jobId, type, rawData),
    async close() {
      await server.close();
      await ownDatabase.close();
    },
  };
}

const refuseAll: CallTracker = (name) => Promise.reject(new Error(`The test did not expect ${name}.`));

async function addJob(database: Database): Promise<number> {
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
  throw new Error(`Job ${result.running} is still running.`);
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
