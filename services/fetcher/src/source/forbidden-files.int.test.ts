import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { beforeEach, expect, test } from 'vitest';

import {
  failureOf,
  FROM_START,
  policyOf,
  readSource,
  sampleCsv,
  testOptions,
} from './testing/read-source.ts';

const csv = sampleCsv(2_000);
/** Holds `incoming`, where files may be read, and `secret.csv` beside it. */
let root = '';
let incoming = '';

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'regpipe-forbidden-')));
  incoming = join(root, 'incoming');
  await mkdir(join(incoming, 'deeper'), { recursive: true });
  await writeFile(join(incoming, 'deeper', 'data.csv'), csv);
  await writeFile(join(root, 'secret.csv'), 'secret');
  return () => rm(root, { recursive: true });
});

function read(location: string, directory = incoming): Promise<Buffer> {
  const policy = policyOf({ REGPIPE_SOURCE_DIRECTORY: directory });
  return readSource(location, FROM_START, testOptions({ policy }));
}

test.each([
  ['its path', () => join(incoming, 'deeper', 'data.csv')],
  ['its address', () => pathToFileURL(join(incoming, 'deeper', 'data.csv')).href],
  ['a path from the directory on', () => 'deeper/data.csv'],
])('a file in the directory is read by %s', async (_how, locate) => {
  expect((await read(locate())).equals(csv)).toBe(true);
});

test('a symbolic link that stays in the directory is followed, and so is the directory itself', async () => {
  await symlink(join(incoming, 'deeper'), join(incoming, 'current'));
  expect((await read('current/data.csv')).equals(csv)).toBe(true);
  await symlink(incoming, join(root, 'shelf'));
  expect((await read(join(root, 'shelf', 'deeper', 'data.csv'), join(root, 'shelf'))).equals(csv)).toBe(true);
});

test.each([
  ['of a file', 'secret.csv', 'link.csv', 'link.csv'],
  ['of a directory', '.', 'up', 'up/secret.csv'],
  ['of a directory whose name begins alike', 'incoming-2', 'twin', 'twin/data.csv'],
])('a symbolic link %s that leads out is refused', async (_what, target, link, location) => {
  await mkdir(join(root, 'incoming-2'));
  await writeFile(join(root, 'incoming-2', 'data.csv'), csv);
  await symlink(join(root, target), join(incoming, link));
  const failure = await failureOf(read(location));
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_FORBIDDEN' });
  expect(failure.message).toContain(`leads out of ${incoming}`);
});

test.each(['../secret.csv', 'deeper/../../secret.csv', '/etc/passwd', 'file:///etc/passwd', '/dev/zero'])(
  'the path %s is refused, whether there is a file or not',
  async (location) => {
    expect(await failureOf(read(location))).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    expect(await failureOf(read(`${location}-none`))).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  },
);

test('a named pipe is refused without waiting for its writer', async () => {
  await promisify(execFile)('mkfifo', [join(incoming, 'pipe.csv')]);
  const failure = await failureOf(read('pipe.csv'));
  expect(failure).toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  expect(failure.message).toContain('is a directory or a device');
});

test('no file is read where no directory is set', async () => {
  const work = readSource(
    join(incoming, 'deeper', 'data.csv'),
    FROM_START,
    testOptions({ policy: policyOf({}) }),
  );
  const failure = await failureOf(work);
  expect(failure).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  expect(failure.message).toContain('REGPIPE_SOURCE_DIRECTORY');
});
