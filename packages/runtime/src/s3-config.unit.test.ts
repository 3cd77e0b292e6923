import { expect, test } from 'vitest';

import { readConfig } from './config.ts';
import { s3Access, s3ConfigSchema } from './s3-config.ts';

function accessOf(environment: Readonly<Record<string, string>>) {
  return s3Access(readConfig(s3ConfigSchema, environment));
}

const PAIR = { REGPIPE_S3_ACCESS_KEY_ID: 'AKIA', REGPIPE_S3_SECRET_ACCESS_KEY: 'hidden-key' };

test('without settings it is AWS in Tokyo, and the SDK looks for credentials', () => {
  expect(accessOf({ REGPIPE_S3_ENDPOINT: '' })).toEqual({
    endpoint: undefined,
    region: 'ap-northeast-1',
    forcePathStyle: false,
    credentials: undefined,
  });
});

test('another server is named with its credentials, which no log can show', () => {
  const environment = { REGPIPE_S3_ENDPOINT: 'http://minio:9000', REGPIPE_S3_PATH_STYLE: 'true', ...PAIR };
  expect(accessOf(environment)).toMatchObject({
    endpoint: 'http://minio:9000',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'hidden-key' },
  });
  expect(JSON.stringify(readConfig(s3ConfigSchema, environment))).not.toContain('hidden');
});

test.each(Object.keys(PAIR))('%s alone is CONFIG_INVALID', (name) => {
  expect(() => accessOf({ [name]: 'hidden-key' })).toThrow(/go together/);
});

test('an endpoint that is no address is named', () => {
  expect(() => accessOf({ REGPIPE_S3_ENDPOINT: 'minio:9000' })).toThrow('REGPIPE_S3_ENDPOINT');
});
