import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { type FakeRoute, ok, problem } from '../testing/fake-api.ts';
import {
  DATASET,
  dataset,
  datasetWith,
  endsAs,
  JOB,
  JOBS,
  jobsOf,
  kept,
  started,
} from '../testing/fake-routes.ts';
import { jobFixture, publicationFixture, runningJobFixture } from '../testing/fixtures.ts';
import { endedAgainst } from '../testing/run-cli.ts';

const success = jobFixture({ publication: publicationFixture() });

describe('status, cancel, resume and rollback', () => {
  const running = datasetWith(runningJobFixture());

  test('status shows the latest job; a running one is no failure', async () => {
    const run = await endedAgainst('status', {
      [DATASET]: running,
      [JOBS]: jobsOf(runningJobFixture(), jobFixture({ id: 41, status: 'failed', mode: 'dry-run' })),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Job 42');
    expect(run.stdout).toMatch(
      /Latest jobs\n.*\n +42 +running .*\n +41 +failed .* tax-registration \(dry run\)\n/,
    );
    expect(run.requests.at(-1)?.query.toString()).toBe('dataset=tax-registration&limit=5');
  });

  test('status of a job that failed gives exit code 1', async () => {
    const run = await endedAgainst('status 42', { [JOB]: () => ok(jobFixture({ status: 'failed' })) });
    expect(run.code).toBe(1);
  });

  test('cancel takes the running job', async () => {
    const run = await endedAgainst('cancel --json', {
      [DATASET]: running,
      'POST /api/jobs/42/cancel': () => ok(jobFixture({ status: 'cancelled' })),
    });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ id: 42, status: 'cancelled' });
  });

  test('cancel without a running job says so', async () => {
    const run = await endedAgainst('cancel', { [DATASET]: datasetWith(null, success) });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('No job of tax-registration is running.');
  });

  test('resume takes the latest job and watches it to its end', async () => {
    const run = await endedAgainst('resume', {
      [DATASET]: datasetWith(null, jobFixture({ status: 'interrupted' })),
      'POST /api/jobs/42/resume': () => ok(runningJobFixture({ attempt: 2 })),
      [JOB]: endsAs({ ...success, attempt: 2 }),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('attempt 2');
  });

  test('rollback names both versions before it refuses to act unasked', async () => {
    const run = await endedAgainst('rollback', { [DATASET]: dataset });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/live now\s+41\s.*1,599,000/);
    expect(run.stderr).toMatch(/back to\s+40\s.*1,598,000/);
  });

  test('rollback refuses where files are merged, as there are no versions', async () => {
    const none = { live: null, history: [], running_job: null, last_job: null };
    const merged = () => ok({ name: 'tax-registration', load: 'merge', ...none });
    const run = await endedAgainst('rollback', { [DATASET]: merged });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('has no versions to go back to');
  });

  test('rollback --auto gives the publication that is live now', async () => {
    const run = await endedAgainst('rollback --auto --json', {
      'POST /api/datasets/tax-registration/rollback': () => ok({ ...kept, live: true }),
    });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ version: 40, live: true });
  });
});

describe('jobs', () => {
  test('asks for what its options say, and tells how to go on', async () => {
    const run = await endedAgainst(
      'jobs --status failed --mode full --dataset tax-registration --before 50',
      {
        [JOBS]: () => ok({ items: [jobFixture({ status: 'failed' })], next_cursor: '42' }),
      },
    );
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^ *42 +failed .* 10\.0 s +970 +20 +tax-registration$/m);
    expect(run.stdout).toContain('./run jobs --before 42');
    expect(Object.fromEntries(run.requests[0]?.query ?? [])).toEqual({
      dataset: 'tax-registration',
      status: 'failed',
      mode: 'full',
      limit: '10',
      cursor: '50',
    });
  });

  test('--json gives the page as it came; no job is no failure', async () => {
    const json = await endedAgainst('jobs --json', { [JOBS]: jobsOf(success) });
    expect(JSON.parse(json.stdout)).toEqual({ items: [success], next_cursor: null });
    const none = await endedAgainst('jobs', { [JOBS]: jobsOf() });
    expect(none).toMatchObject({ code: 0, stdout: 'There is no such job.\n' });
  });
});

describe('redrive', () => {
  test('begins the repair and follows it to its end', async () => {
    const run = await endedAgainst('redrive 42 --json', {
      'POST /api/jobs/42/redrive': started,
      [JOB]: endsAs(jobFixture({ attempt: 2 })),
    });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ id: 42, status: 'success', attempt: 2 });
  });

  test('resume --accept sends the acceptance', async () => {
    const run = await endedAgainst('resume 42 --accept --json', {
      'POST /api/jobs/42/resume': started,
      [JOB]: endsAs(jobFixture({ accepted: true })),
    });
    expect(run.requests[0]?.body).toEqual({ accept: true });
  });
});

describe('errors', () => {
  const reject = (id: number) => ({
    id,
    job_id: 42,
    chunk: 0,
    source_line: id + 2,
    error_type: 'INVALID_BAN',
    error_message: '統一編號 is not eight digits',
    raw_data: '新北市,"1234\u001b[31m\n",,某公司',
  });
  const pages: FakeRoute = ({ query }) =>
    ok({
      by_type: [
        { error_type: 'INVALID_BAN', count: 1_200 },
        { error_type: 'DUPLICATE', count: 3 },
      ],
      items: query.has('cursor') ? [reject(2)] : [reject(1)],
      next_cursor: query.has('cursor') ? null : 'more',
    });

  test('lists counts by type and the first rejects with their lines, over several pages', async () => {
    const run = await endedAgainst('errors 42 --type INVALID_BAN', { 'GET /api/jobs/42/errors': pages });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/INVALID_BAN\s+1,200/);
    expect(run.stdout).toMatch(/^\s+4\s+INVALID_BAN/m);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.requests.map((request) => request.query.get('type'))).toEqual(['INVALID_BAN', 'INVALID_BAN']);
  });

  test('--csv saves them all to a file, or to stdout', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'regpipe-cli-'));
    const file = join(directory, 'rejects.csv');
    const routes = {
      'GET /api/jobs/42/errors.csv': () => ({
        status: 200,
        type: 'text/csv',
        body: 'line,type\n3,INVALID_BAN\n',
      }),
    };
    try {
      const saved = await endedAgainst(`errors 42 --csv ${file} --json`, routes);
      expect(JSON.parse(saved.stdout)).toEqual({ job_id: 42, csv: file, bytes: 24 });
      expect(await readFile(file, 'utf8')).toBe('line,type\n3,INVALID_BAN\n');
      expect(await readdir(directory)).toEqual(['rejects.csv']);
    } finally {
      await rm(directory, { recursive: true });
    }
    const printed = await endedAgainst('errors 42 --csv -', routes);
    expect(printed.stdout).toBe('line,type\n3,INVALID_BAN\n');
  });

  test('--csv into nowhere says what to check, and --type is not quietly left out', async () => {
    const nowhere = await endedAgainst('errors 42 --csv /nowhere/at/all.csv', {
      'GET /api/jobs/42/errors.csv': () => ({ status: 200, type: 'text/csv', body: 'line\n' }),
    });
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toContain('FILE_NOT_WRITTEN');
    const typed = await endedAgainst('errors 42 --csv a.csv --type INVALID_BAN', {});
    expect(typed.code).toBe(2);
    expect(typed.requests).toEqual([]);
  });
});

describe('token', () => {
  const made = {
    name: 'ci',
    role: 'operator',
    created_at: '2026-05-09T00:00:00.000Z',
    created_by: 'environment',
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
  };

  test('add shows the token, once', async () => {
    const run = await endedAgainst('token add ci --role operator --expires 90d', {
      'POST /api/tokens': () => ({ status: 201, body: { ...made, token: 'rp_secret' } }),
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.split('\n')).toContain('  rp_secret');
    const { expiresAt, ...body } = run.requests[0]?.body as { expiresAt: string };
    expect(body).toEqual({ name: 'ci', role: 'operator' });
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThanOrEqual(90);
  });

  test.each(['token add ci', 'token add ci --role root', 'token add ci --role viewer --expires soon'])(
    '%s is no command',
    async (words) => {
      const run = await endedAgainst(words, {});
      expect([run.code, run.requests]).toEqual([2, []]);
      expect(run.stderr).toContain('USAGE_INVALID');
    },
  );

  test('list and revoke', async () => {
    const list = await endedAgainst('token list --json', {
      'GET /api/tokens': () => ok({ items: [made], environment: true }),
    });
    expect(JSON.parse(list.stdout)).toEqual({ items: [made], environment: true });
    const revoked = await endedAgainst('token revoke ci', {
      'DELETE /api/tokens/ci': () => ok({ ...made, revoked_at: made.created_at }),
    });
    expect(revoked).toMatchObject({ code: 0, stdout: expect.stringContaining('"ci" is revoked') });
  });

  test('an admin is needed, and the CLI says so', async () => {
    const run = await endedAgainst('token list', {
      'GET /api/tokens': () => problem(403, 'FORBIDDEN', 'This needs the role admin; "x" is a viewer.'),
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('needs the role admin');
  });
});
