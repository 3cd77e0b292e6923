import { connectDatabase, ensureSchema } from '@regpipe/database';
import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, expect, inject, test } from 'vitest';

import { runCli } from '../testing/run-cli.ts';

const log = { warn: () => undefined };
let own: TestDatabase;
/** An empty database, to its administrator. */
let url: string;

beforeAll(async () => {
  own = await testDatabase();
  const name = `migrate_${Date.now().toString(36)}`;
  await own.database.pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  url = inDatabase(own.url, name);
  return async () => {
    await own.database.pool.query(`DROP DATABASE ${name}`);
    await own.close();
  };
});

function inDatabase(address: string, name: string): string {
  const there = new URL(address);
  there.pathname = name;
  return there.href;
}

test('migrates with roles, and the services find what they need', async () => {
  const { migrator, loader, intake, projector, query, gateway } = inject('rolePasswords');
  const run = await runCli(['migrate', '--roles'], {
    MIGRATION_DATABASE_URL: url,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    REGPIPE_MIGRATOR_PASSWORD: migrator,
    REGPIPE_LOADER_PASSWORD: loader,
    REGPIPE_INTAKE_PASSWORD: intake,
    REGPIPE_PROJECTOR_PASSWORD: projector,
    REGPIPE_QUERY_PASSWORD: query,
    REGPIPE_GATEWAY_PASSWORD: gateway,
  }).ended;
  expect(run).toMatchObject({ code: 0 });
  for (const role of ['intake', 'projector', 'query', 'gateway']) {
    expect(run.stdout + run.stderr).toContain(`regpipe_${role}: has its rights, and the password`);
  }
  expect(run.stdout + run.stderr).not.toContain(gateway);
  const service = connectDatabase({
    url: inDatabase(own.roleUrls.gateway, new URL(url).pathname),
    applicationName: 'test',
    poolSize: 1,
    log,
  });
  await ensureSchema(service, { mode: 'auto', log, patienceMs: 0 });
  await service.close();
  expect(await runCli(['migrate'], { DATABASE_URL: url }).ended).toMatchObject({ code: 0 });
});

test('the password may stand beside the address', async () => {
  const [bare, { password }] = [new URL(url), new URL(url)];
  bare.password = '';
  const beside = { MIGRATION_DATABASE_PASSWORD: decodeURIComponent(password) };
  const run = (more: Readonly<Record<string, string>>) =>
    runCli(['migrate'], { MIGRATION_DATABASE_URL: bare.href, ...more }).ended;
  expect(await run(beside)).toMatchObject({ code: 0 });
  const refused = await run({ MIGRATION_DATABASE_PASSWORD: 'another-one', DATABASE_PASSWORD: password });
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).not.toContain('another-one');
});

test('a role that may not says so in the words of PostgreSQL', async () => {
  const run = await runCli(['migrate'], { DATABASE_URL: own.roleUrls.gateway }).ended;
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/PostgreSQL did not let the migration through: permission denied/);
  expect(run.stderr).toContain('MIGRATION_DATABASE_URL');
});

test('settings that are missing or weak are named, all at once', async () => {
  const none = await runCli(['migrate'], {}).ended;
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('MIGRATION_DATABASE_URL');
  const weak = runCli(['migrate', '--roles'], { DATABASE_URL: url, REGPIPE_LOADER_PASSWORD: 'short' });
  expect((await weak.ended).stderr).toContain('REGPIPE_LOADER_PASSWORD');
});
