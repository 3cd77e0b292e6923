import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, startNats } from '@regpipe/stack';
import { connectNats, until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

/** Each tries the servers in an order of its own. */
const CLIENTS = 10;

test('a server that was away at the first connection is gone over to when the other one is lost', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-dial-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const [port, latePort] = [await freePort(), await freePort()];
  const start = (name: string, at: number) =>
    startNats({ directory: join(directory, name), logFile: join(directory, `${name}.log`), port: at });
  const server = await start('early', port);
  const url = `nats://127.0.0.1:${latePort},nats://127.0.0.1:${port}`;
  const buses = await Promise.all(Array.from({ length: CLIENTS }, () => connectNats(url)));
  onTestFinished(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
  });
  const servers = () => new Set(buses.map((bus) => bus.connection.getServer()));
  expect(servers()).toEqual(new Set([`127.0.0.1:${port}`]));
  const late = await start('late', latePort);
  onTestFinished(() => late.stop());
  await server.stop();
  const areOver = () =>
    buses.every((bus) => bus.isConnected() && bus.connection.getServer() === `127.0.0.1:${latePort}`);
  await until(areOver, 'the other server', 10_000);
});
