import { type Bus, lookAtStreams, publish } from '@regpipe/bus';
import { subjects } from '@regpipe/contracts';
import { connectDatabase, type Database } from '@regpipe/database';
import { createLogger } from '@regpipe/runtime';
import {
  deadDatabase,
  switchable,
  testDatabase,
  type TestDatabase,
  testNats,
  type TestNats,
  until,
} from '@regpipe/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import { SystemFacts } from '../metrics/system-facts.ts';
import { plants } from '../testing/sample-dataset.ts';
import { addJob } from '../testing/test-gateway.ts';
import { reportVitals } from './report-vitals.ts';

type Line = Readonly<Record<string, unknown>>;

const HOUR_S = 3_600;
const INTERVAL_MS = 20;
const NEVER = new AbortController().signal;

let own: TestDatabase;
let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  own = await testDatabase();
  nats = await testNats({ users: true });
  bus = await nats.connect('gateway');
  return async () => {
    await nats.close();
    await own.close();
  };
});

/** As the gateway asks. */
function connect(): Database {
  const url = own.roleUrls.gateway;
  const purpose = { applicationName: 'test', poolSize: 1, readOnly: true };
  const database = connectDatabase({ url, ...purpose, log: { warn: () => undefined } });
  onTestFinished(() => database.close());
  return database;
}

/** Reports until the test ends; gives the lines so far. */
function report(database: Database, look: () => Bus, intervalMs = INTERVAL_MS) {
  const lines: Line[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const log = createLogger({ service: 'gateway', level: 'info', destination });
  const ending = new AbortController();
  const facts = new SystemFacts(database, { lookAtStreams: () => lookAtStreams(look()) });
  const reporting = reportVitals({ facts, intervalMs, log, signal: ending.signal });
  const end = async () => {
    ending.abort();
    await reporting;
  };
  onTestFinished(end);
  return { lines, end, of: (event: string) => lines.filter((line) => line['event'] === event) };
}

/** A full job of plants, published so many hours ago and verified one hour later. */
async function publishPlants(): Promise<void> {
  const { pool } = own.database;
  const id = await addJob(own.database);
  await pool.query(
    `UPDATE etl.etl_job_run SET status = 'partial', completed_at = now() - interval '2 hours' WHERE id = $1`,
    [id],
  );
  await pool.query(
    `INSERT INTO etl.publication (dataset, version, job_id, live, row_counts, published_at)
     VALUES ($1, $2, $2, true, '{}', now() - interval '3 hours')`,
    [plants.name, id],
  );
  await pool.query(
    `INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason)
     SELECT $1, stage, 7, 1, 10, 'x' FROM unnest(ARRAY['transformer', 'loader']) AS stage`,
    [id],
  );
}

async function queue(subject: string, messages: number): Promise<void> {
  const admin = await nats.connect();
  for (let number = 0; number < messages; number += 1) {
    await publish(admin, subject, Buffer.from('x'), { id: `${subject}.${number}`, signal: NEVER });
  }
}

test('before there is a stream or a publication, the queues are measured as empty', async () => {
  const { of, lines } = report(connect(), () => bus);
  await until(() => of('queues_measured').length > 1, 'two reports');
  expect(of('queues_measured')[0]).toMatchObject({
    ...{ level: 'INFO', name: 'gateway', raw_messages: 0, clean_messages: 0, command_backlog: 0 },
    dead_chunks: 0,
  });
  expect(new Set(lines.map((line) => line['event']))).toEqual(new Set(['queues_measured']));
});

test('what waits, and how old the data is, is told by whoever may only look', async () => {
  await publishPlants();
  await queue(subjects.chunk('raw', plants.name, 1), 3);
  await queue(subjects.chunk('clean', plants.name, 1), 2);
  await queue(subjects.notificationCommands, 4);
  const { of, end } = report(connect(), () => bus);
  await until(() => of('publication_measured').length > 0, 'a report');
  await end();
  const count = of('queues_measured').length;
  expect(of('queues_measured')[0]).toMatchObject({
    ...{ raw_messages: 3, clean_messages: 2, command_backlog: 4, dead_chunks: 2 },
  });
  const [publication] = of('publication_measured');
  expect(publication).toMatchObject({ level: 'INFO', dataset: plants.name });
  const isAbout = (field: string, hours: number) => {
    expect(publication?.[field]).toBeGreaterThanOrEqual(hours * HOUR_S);
    expect(publication?.[field]).toBeLessThan(hours * HOUR_S + 120);
  };
  isAbout('publication_age_s', 3);
  isAbout('verified_age_s', 2);
  expect(of('queues_measured')).toHaveLength(count);
});

test('what only jobs with a limit have published counts as verified when it was published', async () => {
  await own.database.pool.query('UPDATE etl.etl_job_run SET record_limit = 10');
  const { of } = report(connect(), () => bus);
  await until(() => of('publication_measured').length > 0, 'a report');
  const [publication] = of('publication_measured');
  expect(publication?.['verified_age_s']).toBe(publication?.['publication_age_s']);
});

test('a server that is away is named once each time, and the numbers of the other go on', async () => {
  const [live, dead] = [connect(), deadDatabase()];
  const closed = await nats.connect('gateway');
  await closed.close();
  let database = dead;
  let seen = bus;
  const { of, lines } = report(
    switchable(() => database.pool),
    () => seen,
  );
  const measured = () => of('queues_measured');
  await until(() => measured().length > 2, 'three reports without PostgreSQL');
  expect(measured().at(-1)).toMatchObject({ raw_messages: 3 });
  expect(measured().at(-1)).not.toHaveProperty('dead_chunks');
  expect(of('publication_measured')).toEqual([]);
  database = live;
  await until(() => of('publication_measured').length > 0, 'PostgreSQL to be measured again');
  seen = closed;
  await until(() => of('vitals_unread').length > 1, 'the loss of NATS');
  const before = measured().length;
  await until(() => measured().length > before + 2, 'three reports without NATS');
  expect(measured().at(-1)).toMatchObject({ dead_chunks: 2 });
  for (const name of ['raw_messages', 'command_backlog']) expect(measured().at(-1)).not.toHaveProperty(name);
  database = dead;
  await until(() => of('vitals_unread').length > 2, 'the loss of both');
  const told = lines.filter((line) => line['level'] !== 'INFO').map((line) => line['source']);
  expect(told).toEqual(['database', 'streams', 'database']);
});

test('nothing is reported where nobody asks for it', async () => {
  const { lines, end } = report(connect(), () => bus, 0);
  await end();
  expect(lines).toEqual([]);
});
