import { hostname } from 'node:os';

import { expect, test } from 'vitest';

import { commonConfigSchema, readConfig } from './config.ts';
import { logPathSettings } from './log-path-settings.ts';

const settings = (environment: Readonly<Record<string, string>>) =>
  logPathSettings('loader', readConfig(commonConfigSchema, environment));

test('without settings, and with empty ones, the log goes to stdout only', () => {
  const none = { service: 'loader', cloudWatch: undefined, file: undefined };
  expect(settings({})).toEqual(none);
  expect(settings({ REGPIPE_CLOUDWATCH_GROUP: '', REGPIPE_LOG_FILE: '' })).toEqual(none);
});

test('one setting switches a way on', () => {
  expect(
    settings({ REGPIPE_CLOUDWATCH_GROUP: '/docker/etl', REGPIPE_LOG_FILE: '/var/log/regpipe/etl.log' }),
  ).toMatchObject({
    cloudWatch: { group: '/docker/etl', stream: 'console', retentionDays: 3, bufferBytes: 8_388_608 },
    file: { file: '/var/log/regpipe/etl.log', fileBytes: 10_485_760, files: 5 },
  });
});

test('a stream may be named for the service and its host', () => {
  const stream = { REGPIPE_CLOUDWATCH_GROUP: 'g', REGPIPE_CLOUDWATCH_STREAM: 'console-{service}-{host}' };
  expect(settings(stream).cloudWatch?.stream).toBe(`console-loader-${hostname()}`);
});

test.each([
  ['REGPIPE_CLOUDWATCH_GROUP', 'no spaces'],
  ['REGPIPE_CLOUDWATCH_STREAM', 'a:b'],
  ['REGPIPE_CLOUDWATCH_ENDPOINT', 'ftp://host'],
  ['REGPIPE_CLOUDWATCH_RETENTION_DAYS', '4'],
  ['REGPIPE_CLOUDWATCH_BUFFER_MB', '1'],
  ['REGPIPE_CLOUDWATCH_FLUSH_MS', '9000'],
  ['REGPIPE_LOG_FILE', 'etl.log'],
  ['REGPIPE_LOG_FILE', '/var/log/regpipe/'],
  ['REGPIPE_LOG_FILES', '0'],
])('%s may not be %j', (name, value) => {
  expect(() => settings({ [name]: value })).toThrow(name);
});
