import { describe, expect, test } from 'vitest';

import { locateSource } from './index.ts';
import { policyOf } from './testing/policy-of.ts';

const LOOPBACK = { REGPIPE_SOURCE_HOSTS: '*:*' };
const SHELF = { REGPIPE_SOURCE_DIRECTORY: '/srv/incoming' };

describe('an address', () => {
  test.each([
    ['https://data.example/other.csv', {}],
    ['http://DATA.example./all.csv', {}],
    ['https://user:secret@data.example/all.csv', {}],
    ['https://mirror.example/a.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example' }],
    ['https://data.example/all.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example, datasets' }],
    ['http://mirror.example:8080/a.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example:8080' }],
    ['https://mirror.example/a.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example:443' }],
    ['http://mirror.example:81/a.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example:*' }],
    ['https://a.b.example.org/', { REGPIPE_SOURCE_HOSTS: '*.example.org' }],
    ['https://臺北.example/a.csv', { REGPIPE_SOURCE_HOSTS: '臺北.example' }],
    ['https://93.184.216.34/a.csv', { REGPIPE_SOURCE_HOSTS: '*' }],
    ['http://127.0.0.1:9/a.csv', { ...LOOPBACK, REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.0/8' }],
  ])('%s is a source where the settings are %j', (location, settings) => {
    expect(locateSource(policyOf(settings), location)).toEqual({ kind: 'web', url: new URL(location) });
  });

  test.each([
    ['https://mirror.example/a.csv', {}, 'mirror.example has to be added to REGPIPE_SOURCE_HOSTS'],
    ['https://data.example:8443/a.csv', {}, 'data.example:8443 has to be added'],
    ['https://data.example.evil.example/a.csv', {}, 'data.example.evil.example is not among'],
    ['https://data.example@evil.example/a.csv', {}, 'evil.example is not among'],
    ['https:\\\\evil.example\\data.example', {}, 'Local files are not read here'],
    ['https://data.example/all.csv', { REGPIPE_SOURCE_HOSTS: 'mirror.example' }, 'data.example is not'],
    ['https://example.org/', { REGPIPE_SOURCE_HOSTS: '*.example.org' }, 'example.org is not among'],
    ['http://mirror.example:8080/', { REGPIPE_SOURCE_HOSTS: '*' }, 'mirror.example:8080 is not among'],
    // One address in its many spellings.
    ['http://127.0.0.1/', LOOPBACK, '127.0.0.1 is no address of the public internet (loopback)'],
    ['http://2130706433/', LOOPBACK, '127.0.0.1 has to be added to REGPIPE_SOURCE_PRIVATE_HOSTS'],
    ['http://0x7f.1/', LOOPBACK, '(loopback)'],
    ['http://0177.0.0.1./', LOOPBACK, '(loopback)'],
    ['http://１２７.０.０.１/', LOOPBACK, '(loopback)'],
    ['http://[::1]/', LOOPBACK, '(loopback)'],
    ['http://[::ffff:7f00:1]/', LOOPBACK, '(loopback)'],
    ['http://0/', LOOPBACK, '(unspecified)'],
    ['http://169.254.169.254/latest/meta-data/', LOOPBACK, '(metadata)'],
    ['http://[fd00:ec2::254]/', LOOPBACK, '(metadata)'],
  ])('%s is forbidden where the settings are %j', (location, settings, reason) => {
    expect(locateSource(policyOf(settings), location)).toMatchObject({
      kind: 'refused',
      code: 'SOURCE_FORBIDDEN',
      reason: expect.stringContaining(reason),
    });
  });
});

describe('a local file', () => {
  test.each([
    ['/srv/incoming/a.csv', '/srv/incoming/a.csv'],
    ['a.csv', '/srv/incoming/a.csv'],
    ['b/../..a.csv', '/srv/incoming/..a.csv'],
    ['file:///srv/incoming/%E8%A1%A8.csv', '/srv/incoming/表.csv'],
    ['file:/etc/passwd', '/srv/incoming/file:/etc/passwd'],
  ])('%s is %s', (location, path) => {
    expect(locateSource(policyOf(SHELF), location)).toEqual({
      kind: 'file',
      path,
      directory: '/srv/incoming',
      dropped: false,
    });
  });

  test.each([
    '/etc/passwd',
    '/srv/incoming',
    '/srv/incoming/',
    '/srv/incoming2/a.csv',
    '/srv/incoming/../a.csv',
    '../a.csv',
    'a/../../a.csv',
    'file:///etc/passwd',
    'file:///srv/incoming/%2e%2e/a.csv',
    '/proc/self/environ',
  ])('%s is not below the directory', (location) => {
    expect(locateSource(policyOf(SHELF), location)).toMatchObject({
      code: 'SOURCE_FORBIDDEN',
      reason: expect.stringMatching(/ is not below \/srv\/incoming, .* REGPIPE_SOURCE_DIRECTORY\.$/),
    });
  });

  test('is forbidden where no directory is set, and the refusal names the setting', () => {
    expect(locateSource(policyOf(), '/srv/incoming/a.csv')).toMatchObject({
      code: 'SOURCE_FORBIDDEN',
      reason: expect.stringContaining('REGPIPE_SOURCE_DIRECTORY'),
    });
  });
});

describe('a dropped file', () => {
  const DROPS = { REGPIPE_DROP_DIRECTORY: '/srv/incoming/drops', ...SHELF };

  test.each(['/srv/incoming/drops/incoming/a.csv', 'file:///srv/incoming/drops/incoming/a.csv'])(
    '%s is known as one',
    (location) => {
      expect(locateSource(policyOf(DROPS), location)).toEqual({
        kind: 'file',
        path: '/srv/incoming/drops/incoming/a.csv',
        directory: '/srv/incoming/drops',
        dropped: true,
      });
    },
  );

  test.each(['/srv/drops2/a.csv', '/srv/drops/../a.csv', '/srv/drops'])('%s is none', (location) => {
    expect(locateSource(policyOf({ REGPIPE_DROP_DIRECTORY: '/srv/drops' }), location)).toMatchObject({
      code: 'SOURCE_FORBIDDEN',
    });
  });
});

describe('an object of a bucket', () => {
  const BUCKETS = { REGPIPE_S3_BUCKETS: 'stats, other.bucket' };

  test.each([
    ['s3://stats/incoming/a.csv', 'stats', 'incoming/a.csv'],
    ['s3://other.bucket/統計 %20+?#/../a.csv', 'other.bucket', '統計 %20+?#/../a.csv'],
    ['S3://stats//a.csv', 'stats', '/a.csv'],
  ])('%s is found', (location, bucket, key) => {
    expect(locateSource(policyOf(BUCKETS), location)).toEqual({ kind: 's3', bucket, key });
  });

  test.each(['s3://elsewhere/a.csv', 's3://Stats/a.csv', 's3://user@stats/a.csv'])(
    '%s is forbidden',
    (location) => {
      expect(locateSource(policyOf(BUCKETS), location)).toMatchObject({
        code: 'SOURCE_FORBIDDEN',
        reason: expect.stringContaining('REGPIPE_S3_BUCKETS'),
      });
    },
  );

  test('is forbidden where no bucket is set', () => {
    expect(locateSource(policyOf(), 's3://stats/a.csv')).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  });
});

test.each([
  's3://bucket',
  's3://bucket/',
  's3://bucket/folder/',
  's3:///a.csv',
  'gopher://data.example/',
  'ftp://user:secret@data.example/a.csv',
  'http://',
  'http://user:secret@',
  'http://[::1',
  'file://elsewhere/a.csv',
  'file:///srv/incoming/a%2Fb.csv',
  ' ',
  '',
])('%j is no source at all, and no secret is repeated', (location) => {
  const located = locateSource(policyOf({ ...LOOPBACK, ...SHELF }), location);
  expect(located).toMatchObject({ kind: 'refused', code: 'REQUEST_INVALID' });
  expect(JSON.stringify(located)).not.toContain('secret');
});
