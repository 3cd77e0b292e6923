import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, startNats } from '@regpipe/stack';
import { selfSigned, until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { createBroker } from './broker.ts';
import { createLogger } from './logger.ts';

test('calls go over TLS where NATS_URL says so', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-tls-'));
  const [key, cert] = [join(directory, 'key'), join(directory, 'cert')];
  const made = selfSigned();
  await writeFile(key, made.key, { mode: 0o600 });
  await writeFile(cert, made.cert);
  const port = await freePort();
  const server = await startNats({
    ...{ directory: join(directory, 'store'), logFile: join(directory, 'log'), port },
    args: ['--tls', '--tlscert', cert, '--tlskey', key],
  });
  onTestFinished(async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  });
  const natsUrl = `tls://127.0.0.1:${port}?tls_ca=${cert}`;
  const [caller, called] = ['caller', 'called'].map((service) =>
    createBroker({ service, namespace: 'test', natsUrl, log: createLogger({ service, level: 'error' }) }),
  );
  called?.createService({ name: 'called', actions: { hello: () => 'hello' } });
  await Promise.all([caller?.start(), called?.start()]);
  await until(() => caller?.registry.actions.isAvailable('called.hello') === true, 'discovery');
  expect(await caller?.call('called.hello')).toBe('hello');
  await Promise.all([caller?.stop(), called?.stop()]);
});
