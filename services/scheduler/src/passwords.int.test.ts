import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROLES } from '@regpipe/database';
import { freePort, type RunningNats, ServiceProcess, startNats } from '@regpipe/stack';
import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

/** What a generator of passwords may come up with. */
const DATABASE_PASSWORD = 'p@ss:w/rd?100%&"\\#';
const NATS_PASSWORD = 'n@ts:w/rd?100%+#';
const LOGIN = `scheduler_${randomBytes(4).toString('hex')}`;

let directory: string;
let own: TestDatabase;
let nats: RunningNats;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-passwords-'));
  own = await testDatabase();
  const quoted = DATABASE_PASSWORD.replaceAll("'", "''");
  await own.database.pool.query(`CREATE ROLE ${LOGIN} LOGIN PASSWORD '${quoted}' IN ROLE ${ROLES.scheduler}`);
  nats = await startNats({
    ...{ directory: join(directory, 'store'), logFile: join(directory, 'nats.log') },
    port: await freePort(),
    args: ['--user', 'scheduler', '--pass', NATS_PASSWORD],
  });
  return async () => {
    await nats.stop();
    await own.database.pool.query(`DROP ROLE ${LOGIN}`);
    await own.close();
    await rm(directory, { recursive: true });
  };
});

function scheduler(passwords: Readonly<Record<string, string>>) {
  const database = new URL(own.url);
  Object.assign(database, { username: LOGIN, password: '' });
  const logFile = join(directory, 'scheduler.log');
  const service = new ServiceProcess({
    service: 'scheduler',
    environment: {
      DATABASE_URL: database.href,
      NATS_URL: nats.url.replace('://', '://scheduler@'),
      REGPIPE_MIGRATE: 'off',
      REGPIPE_LOG_LEVEL: 'trace',
      ...passwords,
    },
    ...{ defaults: {}, logFile, restart: false },
  });
  onTestFinished(() => service.stop());
  return { service, logged: () => readFile(logFile, 'utf8') };
}

test('a service is let in by passwords that stand beside its addresses, and logs neither', async () => {
  const { service, logged } = scheduler({ DATABASE_PASSWORD, NATS_PASSWORD });
  await service.start();
  await service.stop();
  const text = await logged();
  expect(text).toContain('service_started');
  for (const password of [DATABASE_PASSWORD, NATS_PASSWORD]) {
    expect(text).not.toContain(encodeURIComponent(password));
    expect(text).not.toContain(JSON.stringify(password).slice(1, -1));
  }
});

test.each([
  ['PostgreSQL', { DATABASE_PASSWORD: 'another one', NATS_PASSWORD }],
  ['NATS', { DATABASE_PASSWORD, NATS_PASSWORD: 'another one' }],
])('it is not let in by wrong ones: %s', async (_server, passwords) => {
  await expect(scheduler(passwords).service.start()).rejects.toMatchObject({ code: 'STACK_FAILED' });
});
