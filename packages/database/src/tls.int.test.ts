import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, type RunningPostgres, startPostgres } from '@regpipe/stack';
import { selfSigned, testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import { connectDatabase, type Database } from './connect-database.ts';
import { reachDatabase } from './reach-database.ts';

let directory: string;
let postgres: RunningPostgres;
const file = (name: string) => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-tls-'));
  for (const name of ['server', 'stranger']) {
    const { key, cert } = selfSigned();
    await writeFile(file(`${name}.key`), key, { mode: 0o600 });
    await writeFile(file(`${name}.pem`), cert);
  }
  postgres = await startPostgres({
    ...{ directory: file('postgres'), logFile: file('postgres.log'), port: await freePort() },
    settings: { ssl: 'on', ssl_cert_file: file('server.pem'), ssl_key_file: file('server.key') },
  });
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true });
  };
});

function connect(url: string): Database {
  const log = { warn: () => undefined };
  const database = connectDatabase({ url, applicationName: 'test', poolSize: 1, log });
  onTestFinished(() => database.close());
  return database;
}

test('a server that the CA vouches for is connected to by TLS', async () => {
  const database = connect(`${postgres.url}?sslmode=verify-full&sslrootcert=${file('server.pem')}`);
  await reachDatabase(database);
  const { rows } = await database.pool.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  expect(rows).toEqual([{ ssl: true }]);
});

test.each([
  ['that another CA vouches for', () => `?sslmode=verify-full&sslrootcert=${file('stranger.pem')}`],
  ['that nobody here vouches for', () => '?sslmode=verify-full'],
  ['whose CA file is missing', () => `?sslmode=verify-full&sslrootcert=${file('missing.pem')}`],
])('a server %s is refused', async (_which, options) => {
  await expect(reachDatabase(connect(postgres.url + options()))).rejects.toMatchObject({
    name: 'TerminalError',
    code: 'SERVER_TLS',
  });
});

test('a server without TLS is refused where sslmode asks for it', async () => {
  const plain = await testDatabase();
  const database = connectDatabase({
    ...{ url: `${plain.url}?sslmode=verify-full`, applicationName: 'test', poolSize: 1 },
    log: { warn: () => undefined },
  });
  await expect(reachDatabase(database)).rejects.toMatchObject({ code: 'SERVER_TLS' });
  await database.close();
  await plain.close();
});
