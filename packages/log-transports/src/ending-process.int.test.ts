import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { beforeEach, expect, test } from 'vitest';

import type { LogPathSettings } from './open-log-paths.ts';
import { type CloudWatchServer, startCloudWatch } from './testing/cloudwatch-server.ts';
import { linesBelow } from './testing/lines-below.ts';

const PROGRAM = fileURLToPath(new URL('./testing/log-and-end.ts', import.meta.url));
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDTEST',
  AWS_SECRET_ACCESS_KEY: 'test+secret/of-forty-characters=========',
};

let server: CloudWatchServer;
let directory: string;

beforeEach(async () => {
  server = await startCloudWatch();
  server.addStream('g', 's');
  directory = await mkdtemp(join(tmpdir(), 'regpipe-logs-'));
  return async () => {
    await server.close();
    await rm(directory, { recursive: true });
  };
});

/** Runs a process that logs, to its end. */
async function logAndEnd(how: string, lines: number, flushMs = 9_000) {
  const settings: LogPathSettings = {
    service: 'test',
    cloudWatch: {
      ...{ group: 'g', stream: 's', region: 'eu-central-1', endpoint: server.url, retentionDays: 3 },
      ...{ bufferBytes: 8_000_000, intervalMs: 60_000, flushMs, pauseMs: 20 },
    },
    file: { file: join(directory, 'etl.log'), fileBytes: 1_000_000, files: 3, pauseMs: 20 },
  };
  const child = spawn(process.execPath, [PROGRAM, how, String(lines), JSON.stringify(settings)], {
    env: CREDENTIALS,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, stderr };
}

const said = (lines: readonly string[]) =>
  lines.map((line) => (JSON.parse(line) as { message: string }).message);
const shipped = () => said(server.events('g', 's').map(({ message }) => message));
const written = async () => said(await linesBelow(directory));

test.each([
  ['at once, before its threads have started', 'at once', 0],
  ['by an error', 'by an error', 1],
])('the last lines of a process that ends %s are saved', async (_when, how, expected) => {
  const { code } = await logAndEnd(how, 1_000);
  const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index + 1}`);
  expect(code).toBe(expected);
  expect(shipped()).toEqual(lines);
  expect(await written()).toEqual(lines);
});

test('where there is no server a process ends all the same, and says what was lost', async () => {
  await server.close();
  const { code, stderr } = await logAndEnd('at once', 5, 300);
  expect(code).toBe(0);
  expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
    ...{ level: 'WARN', name: 'test', event: 'log_shipping_trouble', dropped: 5 },
    message: 'The process ended before 5 log lines were sent',
  });
  expect(await written()).toHaveLength(5);
});
