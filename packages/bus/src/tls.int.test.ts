import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, type RunningNats, startNats } from '@regpipe/stack';
import { selfSigned, testNats } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { openBus } from './open-bus.ts';

const log = { warn: () => undefined, error: () => undefined };
const options = { service: 'loader', log } as const;

let directory: string;
let server: RunningNats;
/** host:port of a server that has a certificate and asks its clients for one. */
let address: string;
const file = (name: string) => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-tls-'));
  for (const name of ['server', 'client', 'stranger']) {
    const { key, cert } = selfSigned();
    await writeFile(file(`${name}.key`), key, { mode: 0o600 });
    await writeFile(file(`${name}.pem`), cert);
  }
  const port = await freePort();
  const tls = ['--tls', '--tlscert', file('server.pem'), '--tlskey', file('server.key')];
  server = await startNats({
    ...{ directory: file('store'), logFile: file('nats.log'), port },
    args: [...tls, '--tlsverify', '--tlscacert', file('client.pem')],
  });
  address = `127.0.0.1:${port}`;
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  };
});

const client = (name: string) => `&tls_cert=${file(`${name}.pem`)}&tls_key=${file(`${name}.key`)}`;

test('a server that the CA vouches for is connected to, with a certificate of our own', async () => {
  const url = `tls://${address}?tls_ca=${file('server.pem')}${client('client')}`;
  const bus = await openBus({ ...options, url });
  expect(bus.isConnected()).toBe(true);
  await bus.close();
});

test.each([
  ['that another CA vouches for', () => `tls://${address}?tls_ca=${file('stranger.pem')}${client('client')}`],
  ['that nobody here vouches for', () => `tls://${address}`],
  ['without a scheme, that nobody here vouches for', () => address],
  ['whose CA file is missing', () => `tls://${address}?tls_ca=${file('missing.pem')}`],
])('a server %s is refused, and not waited for', async (_which, url) => {
  await expect(openBus({ ...options, url: url() })).rejects.toMatchObject({
    name: 'TerminalError',
    code: 'SERVER_TLS',
    message: expect.stringContaining(address) as string,
  });
});

test('a server without TLS is refused where tls:// asks for it', async () => {
  const plain = await testNats();
  await expect(openBus({ ...options, url: `tls://127.0.0.1:${plain.port}` })).rejects.toMatchObject({
    code: 'SERVER_TLS',
  });
  await plain.close();
});
