import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { until } from '@regpipe/testkit';
import { beforeEach, expect, test } from 'vitest';

import { composeLine } from '../compose-line.ts';
import { filesBelow, linesBelow, sizesBelow } from '../testing/lines-below.ts';
import { FileSink } from './file-sink.ts';

const DAY_S = 24 * 3_600;
const FOLDER = `loader-${hostname().replaceAll(/[^\w.-]/g, '_')}`;

let directory: string;
let reports: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-logs-'));
  reports = [];
  return () => rm(directory, { recursive: true });
});

async function openSink(options: { file?: string; fileBytes?: number; files?: number } = {}) {
  const sink = new FileSink(
    {
      service: 'loader',
      file: join(directory, 'etl.log'),
      fileBytes: 1_000_000,
      files: 3,
      pauseMs: 1,
      ...options,
    },
    (message) => void reports.push(message),
  );
  await sink.open();
  return sink;
}

function lineOf(number: number): string {
  const text = `line ${number}`.padEnd(200, '.');
  return composeLine({ level: 'INFO', name: 'loader', event: 'said', message: text, fields: { number } });
}

async function isWritten(number: number): Promise<boolean> {
  // A file may be removed between being found and being read.
  const lines = await linesBelow(directory).catch(() => []);
  return numbersOf(lines).at(-1) === number;
}

const numbersOf = (lines: readonly string[]) =>
  lines.map((line) => (JSON.parse(line) as { number: number }).number);

test('a file that is full is followed by the next, lines stay whole, and only so many are kept', async () => {
  const sink = await openSink({ fileBytes: 10_000, files: 3 });
  for (let number = 1; number <= 400; number += 1) {
    sink.add(lineOf(number));
    // A file is changed once everything has been written: what waits together stays together.
    if (number % 50 === 0) await until(() => isWritten(number), 'the lines to be written');
  }
  await sink.close();
  const sizes = await sizesBelow(directory);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.length).toBeLessThanOrEqual(4);
  const numbers = numbersOf(await linesBelow(directory));
  expect(numbers).toEqual(Array.from(numbers, (_, index) => (numbers[0] ?? 0) + index));
  expect(numbers.at(-1)).toBe(400);
  expect(reports).toEqual([]);
});

test('a process that starts again goes on in its folder', async () => {
  for (const number of [1, 2]) {
    const sink = await openSink();
    sink.add(lineOf(number));
    await sink.close();
  }
  expect(numbersOf(await linesBelow(join(directory, FOLDER)))).toEqual([1, 2]);
});

test('two processes of a service on one host have a folder each, and one that was killed leaves its own', async () => {
  const other = spawn('sleep', ['60']);
  await mkdir(join(directory, FOLDER));
  await writeFile(join(directory, FOLDER, 'pid'), String(other.pid));
  const second = await openSink();
  expect((await readdir(directory)).sort()).toEqual([FOLDER, `${FOLDER}-2`]);
  await second.close();
  other.kill();
  await once(other, 'exit');
  const first = await openSink();
  first.add(lineOf(1));
  await first.close();
  expect(await filesBelow(join(directory, FOLDER))).toHaveLength(1);
});

test('what containers that are gone have left behind is removed after a week', async () => {
  const old = Date.now() / 1_000 - 8 * DAY_S;
  for (const [folder, at] of [
    ['loader-gone', old],
    ['loader-lately', old + 2 * DAY_S],
    ['tracker-gone', old],
  ] as const) {
    await mkdir(join(directory, folder));
    for (const name of ['etl.7.log', 'pid']) {
      await writeFile(join(directory, folder, name), '');
      await utimes(join(directory, folder, name), at, at);
    }
  }
  const sink = await openSink();
  await sink.close();
  expect((await readdir(directory)).sort()).toEqual([FOLDER, 'loader-lately', 'tracker-gone'].sort());
});

test.skipIf(process.platform !== 'linux')('a disk that is full holds nobody up', async () => {
  await mkdir(join(directory, FOLDER));
  await symlink('/dev/full', join(directory, FOLDER, 'etl.1.log'));
  const sink = await openSink();
  const line = lineOf(1);
  const startedAt = performance.now();
  for (let bytes = 0; bytes < 10 * 1_048_576; bytes += line.length) sink.add(line);
  await until(() => reports.length > 0, 'the failure to be reported');
  await sink.close();
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(reports[0]).toMatch(/cannot be written: ENOSPC/);
  expect(reports.slice(-2)).toEqual([
    'The process ended before its last log lines were written',
    expect.stringMatching(/^The process ended before \d{4,} log lines were written$/),
  ]);
});

test('where nothing can be written lines are dropped, counted, and told of once there is a file', async () => {
  const parent = join(directory, 'mount');
  await writeFile(parent, 'not a folder');
  const sink = await openSink({ file: join(parent, 'etl.log') });
  let number = 0;
  const addUntil = (holds: () => Promise<boolean>, what: string) =>
    until(() => {
      number += 1;
      sink.add(lineOf(number));
      return holds();
    }, what);
  await addUntil(async () => reports.length > 2, 'the failures to be reported');
  expect(reports[0]).toMatch(/^The log file .* cannot be written: E/);
  await rm(parent);
  await addUntil(async () => (await filesBelow(directory)).length > 0, 'a file');
  sink.add(lineOf(number + 1));
  await sink.close();
  const lines = (await linesBelow(directory)).map((line) => JSON.parse(line) as Record<string, unknown>);
  const dropped = lines.reduce((sum, line) => sum + Number(line['dropped'] ?? 0), 0);
  const said = lines.filter((line) => line['event'] === 'said');
  expect(dropped).toBeGreaterThan(2);
  expect(dropped + said.length).toBe(number + 1);
});
