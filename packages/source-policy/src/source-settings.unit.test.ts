import { expect, test } from 'vitest';

import { sourceSettingsSchema } from './index.ts';

test('every bad entry is named with its setting', () => {
  const parsed = sourceSettingsSchema.safeParse({
    REGPIPE_SOURCE_HOSTS: 'https://a.example, a.example:0, b.example, a/b, a*.example',
    REGPIPE_SOURCE_PRIVATE_HOSTS: '10.0.0.0/33, *, a.example:80, 10.0.0.0/8',
    REGPIPE_SOURCE_DIRECTORY: 'incoming',
    REGPIPE_DROP_DIRECTORY: 'drops',
    REGPIPE_S3_BUCKETS: 'stats, s3://stats, a/b',
  });
  const issues = parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const named = (setting: string) => issues.filter((issue) => issue.startsWith(`${setting}: `));
  expect(named('REGPIPE_SOURCE_HOSTS').map((issue) => issue.split('"')[1])).toEqual([
    'https://a.example',
    'a.example:0',
    'a/b',
    'a*.example',
  ]);
  expect(named('REGPIPE_SOURCE_PRIVATE_HOSTS').map((issue) => issue.split('"')[1])).toEqual([
    '10.0.0.0/33',
    '*',
    'a.example:80',
  ]);
  expect(named('REGPIPE_S3_BUCKETS').map((issue) => issue.split('"')[1])).toEqual(['s3://stats', 'a/b']);
  expect(named('REGPIPE_DROP_DIRECTORY')).toEqual(['REGPIPE_DROP_DIRECTORY: must be an absolute path']);
  expect(named('REGPIPE_SOURCE_DIRECTORY')).toEqual(['REGPIPE_SOURCE_DIRECTORY: must be an absolute path']);
});
