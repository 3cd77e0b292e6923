import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceProcess } from '@regpipe/stack';
import { testNats, until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { startCloudWatch } from './testing/cloudwatch-server.ts';
import { linesBelow } from './testing/lines-below.ts';

test('a service says the same on stdout, to CloudWatch and in its file, from its first line to its last', async () => {
  const [server, nats, directory] = await Promise.all([
    startCloudWatch(),
    testNats(),
    mkdtemp(join(tmpdir(), 'regpipe-logs-')),
  ]);
  onTestFinished(async () => {
    await Promise.all([server.close(), nats.close()]);
    await rm(directory, { recursive: true });
  });
  const logFile = join(directory, 'stdout');
  const transformer = new ServiceProcess({
    service: 'transformer',
    environment: {
      NATS_URL: nats.url,
      REGPIPE_LOG_PRETTY: 'false',
      REGPIPE_CLOUDWATCH_GROUP: '/docker/etl',
      REGPIPE_CLOUDWATCH_REGION: 'ap-northeast-1',
      REGPIPE_CLOUDWATCH_ENDPOINT: server.url,
      // A busy machine takes its time.
      REGPIPE_CLOUDWATCH_FLUSH_MS: '8000',
      REGPIPE_CLOUDWATCH_STREAM: 'console-{service}',
      REGPIPE_LOG_FILE: join(directory, 'log', 'etl.log'),
      AWS_ACCESS_KEY_ID: 'AKIDTEST',
      AWS_SECRET_ACCESS_KEY: 'test+secret/of-forty-characters=========',
    },
    ...{ defaults: {}, logFile, restart: false },
  });
  onTestFinished(() => transformer.kill());
  await transformer.start();
  const shipped = () => server.events('/docker/etl', 'console-transformer').map(({ message }) => message);
  await until(() => shipped().some((line) => line.includes('"service_started"')), 'the first lines');
  await transformer.stop();

  const stdout = async () => (await readFile(logFile, 'utf8')).split('\n').slice(0, -1);
  await until(async () => (await stdout()).some((line) => line.includes('"service_stopped"')), 'stdout');
  expect(shipped()).toEqual(await stdout());
  expect(await linesBelow(directory)).toEqual(await stdout());
  const lines = shipped().map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toEqual({
    level: 'INFO',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
    ...{ name: 'transformer', event: 'service_started', message: 'Started' },
  });
});
