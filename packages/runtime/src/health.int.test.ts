import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { type HealthCheck, reportHealth } from './health.ts';
import { createLifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

const SCRIPT = fileURLToPath(new URL('../healthy.sh', import.meta.url));
const log = createLogger({ service: 'test', level: 'silent' });

async function temporaryFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-health-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return join(directory, 'health');
}

/** What the script that containers run says. */
function ask(file: string, ...args: string[]): { code: number | null; says: string } {
  const environment = { PATH: '/usr/bin:/bin', REGPIPE_HEALTH_FILE: file };
  const { status, stdout } = spawnSync(SCRIPT, args, { env: environment, encoding: 'utf8' });
  return { code: status, says: stdout.trim() };
}

const now = () => Math.floor(Date.now() / 1_000);

test('a process is well while what it needs answers, and says what it lacks', async () => {
  const file = await temporaryFile();
  let databaseAnswers = true;
  const checks = new Map<string, HealthCheck>([
    ['database', () => Promise.resolve(databaseAnswers)],
    ['nats', () => true],
  ]);
  const lifecycle = createLifecycle(log);
  await reportHealth({ file, checks, log, lifecycle });
  expect(ask(file)).toEqual({ code: 0, says: 'ok' });

  databaseAnswers = false;
  await until(async () => (await readFile(file, 'utf8')).includes('without'), 'the next report');
  expect(ask(file)).toEqual({ code: 1, says: 'without database' });
  expect(ask(file, 'alive')).toEqual({ code: 0, says: 'without database' });

  databaseAnswers = true;
  await until(() => ask(file).code === 0, 'the report that all is well again');
  await lifecycle.stop('the test is over');
  expect(ask(file, 'alive')).toEqual({ code: 1, says: 'no sign of life' });
});

test('who has begun counts as well while the process lives, whatever its servers do', async () => {
  const file = await temporaryFile();
  await writeFile(file, `${now()} without nats\n`);
  expect(ask(file, 'begun')).toEqual({ code: 1, says: 'without nats' });
  await writeFile(file, `${now()} ok\n`);
  expect(ask(file, 'begun')).toEqual({ code: 0, says: 'ok' });
  await writeFile(file, `${now()} without nats\n`);
  expect(ask(file, 'begun')).toEqual({ code: 0, says: 'without nats' });
  await writeFile(file, `${now() - 60} ok\n`);
  expect(ask(file, 'begun')).toEqual({ code: 1, says: 'no sign of life' });
});

test('a check that throws is a no', async () => {
  const file = await temporaryFile();
  const lifecycle = createLifecycle(log);
  const checks = new Map([['nats', () => Promise.reject(new Error('closed'))]]);
  await reportHealth({ file, checks, log, lifecycle });
  expect(ask(file)).toEqual({ code: 1, says: 'without nats' });
  await lifecycle.stop('the test is over');
});

test('an old word, an empty one and none are no sign of life', async () => {
  const file = await temporaryFile();
  const nothing = { code: 1, says: 'no sign of life' };
  expect(ask(file)).toEqual(nothing);
  await writeFile(file, '');
  expect(ask(file)).toEqual(nothing);
  await writeFile(file, `${now() - 60} ok\n`);
  expect([ask(file), ask(file, 'alive')]).toEqual([nothing, nothing]);
  await writeFile(file, `${now() - 10} ok\n`);
  expect(ask(file)).toEqual({ code: 0, says: 'ok' });
});

test('a file that cannot be written ends the start by the name of its setting', async () => {
  const file = join(await temporaryFile(), 'in-a-folder-that-is-not-there');
  const report = reportHealth({ file, checks: new Map(), log, lifecycle: createLifecycle(log) });
  await expect(report).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/^REGPIPE_HEALTH_FILE: /),
  });
});
