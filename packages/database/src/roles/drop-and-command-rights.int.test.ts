import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { ensureSchema } from '../ensure-schema.ts';
import { publishPlants } from '../testing/plants.ts';
import { sqlState } from '../transient.ts';

/* What the roles of the two later systems may and may not: dropped files, and notifications. */

const INSUFFICIENT_PRIVILEGE = '42501';
const INSERT_TOKEN = `INSERT INTO etl.api_token (name, role, digest, created_by)
  VALUES ('ci', 'viewer', sha256('ci'), 'test')`;
const log = { warn: () => undefined };

let own: TestDatabase;
let loader: Database;
let scheduler: Database;
let intake: Database;
let projector: Database;
let query: Database;
let gateway: Database;

beforeAll(async () => {
  own = await testDatabase();
  const as = (role: keyof TestDatabase['roleUrls']) =>
    connectDatabase({ url: own.roleUrls[role], applicationName: `test-${role}`, poolSize: 2, log });
  [loader, scheduler, gateway] = [as('loader'), as('scheduler'), as('gateway')];
  [intake, projector, query] = [as('intake'), as('projector'), as('query')];
  await publishPlants(loader, ['fern']);
  return async () => {
    for (const database of [loader, scheduler, gateway, intake, projector, query]) await database.close();
    await own.close();
  };
});

async function refusal(database: Database, statement: string): Promise<string | undefined> {
  return database.pool.query(statement).then(() => 'allowed', sqlState);
}

describe('the intake', () => {
  test('writes what becomes of drops, and reads how their jobs go', async () => {
    const { rows } = await intake.pool.query<{ id: number }>(
      `INSERT INTO etl.batch_job (name, bucket, object_key, etag) VALUES ('a', 'b', 'incoming/a.csv', 'e') RETURNING id`,
    );
    const id = rows[0]?.id ?? 0;
    for (const statement of [
      `UPDATE etl.batch_job SET status = 'running' WHERE id = ${id}`,
      `INSERT INTO etl.processing_metadata (batch_job_id) VALUES (${id})`,
      `INSERT INTO etl.job_lock (name, owner, expires_at) VALUES ('file:b/incoming/a.csv', 'me', now())`,
      `DELETE FROM etl.job_lock`,
      `INSERT INTO etl.audit_log (batch_job_id, event, severity, message) VALUES (${id}, 'received', 'info', 'x')`,
      'SELECT FROM etl.etl_job_run, etl.import_progress, etl.data_import_error, etl.chunk_ledger, etl.publication',
    ]) {
      expect([statement, await refusal(intake, statement)]).toEqual([statement, 'allowed']);
    }
    await ensureSchema(intake, { mode: 'auto', log, patienceMs: 0 });
    expect(await refusal(gateway, 'SELECT FROM etl.batch_job, etl.audit_log, etl.job_lock')).toBe('allowed');
  });

  test.each([
    'UPDATE etl.audit_log SET message = NULL',
    'DELETE FROM etl.audit_log',
    'TRUNCATE etl.batch_job CASCADE',
    `UPDATE etl.etl_job_run SET status = 'success'`,
    'DELETE FROM etl.data_import_error',
    `INSERT INTO etl.publication (dataset) VALUES ('plants')`,
    'SELECT FROM etl.api_token',
    'SELECT FROM etl.schedule',
    'SELECT FROM etl.projection',
    'SELECT FROM public.command_record',
    'SELECT FROM public.plant',
    'CREATE TABLE public.mine (id integer)',
    'CREATE TABLE regpipe.mine (id integer)',
    'CREATE TABLE etl.mine (id integer)',
  ])('may not %s', async (statement) => {
    expect(await refusal(intake, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test.each([
    `UPDATE etl.batch_job SET status = 'success'`,
    `INSERT INTO etl.audit_log (batch_job_id, event, severity, message) VALUES (1, 'received', 'info', 'x')`,
    'DELETE FROM etl.job_lock',
  ])('alone may %s', async (statement) => {
    for (const other of [loader, gateway, scheduler, projector, query]) {
      expect(await refusal(other, statement)).toBe(INSUFFICIENT_PRIVILEGE);
    }
  });
});

describe('what is made of commands', () => {
  const COMMAND = `INSERT INTO public.command_record
    VALUES ('t', 1, 'u', NULL, NULL, 'title', NULL, 'SENT', 'IOS', 'token', '{}', NULL)`;

  test('is recorded and made by the projector, and read by the query service through the view', async () => {
    expect(await refusal(projector, COMMAND)).toBe('allowed');
    await projector.pool.query(
      `INSERT INTO etl.projection (name, generation) VALUES ('rights', 1);
       CREATE TABLE regpipe.notification_rights_v1 AS SELECT transaction_id FROM public.command_record;
       CREATE VIEW public.notification_rights AS SELECT * FROM regpipe.notification_rights_v1`,
    );
    await ensureSchema(query, { mode: 'auto', log, patienceMs: 0 });
    const { rows } = await query.pool.query('SELECT * FROM public.notification_rights, etl.projection');
    expect(rows).toMatchObject([{ transaction_id: 't', name: 'rights', generation: 1 }]);
    expect(await refusal(query, 'SELECT FROM regpipe.notification_rights_v1')).toBe(INSUFFICIENT_PRIVILEGE);
    for (const other of [loader, gateway, scheduler, intake]) {
      expect(await refusal(other, 'SELECT FROM public.notification_rights')).toBe(INSUFFICIENT_PRIVILEGE);
    }
  });

  test.each([
    `UPDATE public.command_record SET status = 'FAILED'`,
    'DELETE FROM public.command_record',
    'TRUNCATE public.command_record',
    'DROP TABLE public.command_record',
    'SELECT FROM etl.etl_job_run',
    'SELECT FROM etl.batch_job',
    'SELECT FROM etl.api_token',
    'SELECT FROM public.plant',
    'DROP VIEW public.plant',
    'CREATE TABLE etl.mine (id integer)',
    'CREATE SCHEMA mine',
  ])('lets the projector not %s', async (statement) => {
    expect(await refusal(projector, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test.each([
    'SELECT FROM public.command_record',
    COMMAND,
    'UPDATE etl.projection SET generation = 2',
    'DELETE FROM public.notification_rights',
    INSERT_TOKEN,
    'DELETE FROM etl.api_token',
    'SELECT FROM etl.etl_job_run',
    'SELECT FROM etl.batch_job',
    'SELECT FROM public.plant',
    'CREATE TABLE public.mine (id integer)',
    'CREATE TABLE regpipe.mine (id integer)',
    'CREATE TABLE etl.mine (id integer)',
  ])('lets the query service not %s', async (statement) => {
    expect(await refusal(query, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test.each(['SELECT FROM public.command_record', COMMAND, 'DELETE FROM etl.projection'])(
    'lets nobody else %s',
    async (statement) => {
      for (const other of [loader, gateway, scheduler, intake]) {
        expect(await refusal(other, statement)).toBe(INSUFFICIENT_PRIVILEGE);
      }
    },
  );
});
