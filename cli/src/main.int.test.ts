import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { ok, problem, startFakeApi, type FakeRoute } from './testing/fake-api.ts';
import { DATASET, dataset, endsAs, JOB, START, started } from './testing/fake-routes.ts';
import { jobFixture, publicationFixture, runningJobFixture } from './testing/fixtures.ts';
import { endedAgainst, runAgainst, runCli } from './testing/run-cli.ts';

const success = jobFixture({ publication: publicationFixture() });

describe('etl', () => {
  test('a job that ends well gives exit code 0 and nothing but its JSON on stdout', async () => {
    const run = await endedAgainst('etl --auto --json --limit 1000 --source ./a.csv --chunk-size 50', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: endsAs({ ...success, added_later: 1 }),
    });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ ...success, added_later: 1 });
    expect(run.stdout.trimEnd()).not.toContain('\n');
    expect(run.stderr).toContain('running');
    const start = run.requests.find((request) => request.route === START);
    expect(start?.body).toEqual({
      dataset: 'tax-registration',
      mode: 'full',
      limit: 1000,
      chunkSize: 50,
      source: join(process.cwd(), 'a.csv'),
    });
    expect(start?.authorization).toBe('Bearer secret-token');
  });

  test('without --json the summary is on stdout', async () => {
    const run = await endedAgainst('etl --auto', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: endsAs(success),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('1,599,000 rows');
    expect(run.stdout).toMatch(/^Job 42 \| running \| 4 s \| fetch 50 % \| transform 50 % \| load 40 %/m);
    expect(run.stdout).toMatch(/loaded\s+970\s+97\.00 %/);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stderr).toBe('');
  });

  test('a job that fails gives exit code 1, its message and the next step', async () => {
    const failed = jobFixture({
      status: 'failed',
      error_code: 'SOURCE_CHANGED',
      error_message: 'The ETag differs.',
    });
    const run = await endedAgainst('etl --auto', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: endsAs(failed),
    });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('The ETag differs. (SOURCE_CHANGED)');
    expect(run.stdout).toContain('start a new job instead of resuming');
  });

  test('a job that is skipped gives exit code 0 and says why', async () => {
    const skipped = jobFixture({ status: 'skipped', unchanged: { job_id: 41, by: 'last-modified' } });
    const run = await endedAgainst('etl --auto', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: endsAs(skipped),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('the source is unchanged since job 41 (Last-Modified); --force');
  });

  test('--force asks for a job that is not skipped', async () => {
    const run = await endedAgainst('etl --auto --force', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: endsAs(success),
    });
    const start = run.requests.find((request) => request.route === START);
    expect(start?.body).toEqual({ dataset: 'tax-registration', mode: 'full', force: true });
  });

  test('a second start is refused with the message that names the running job', async () => {
    const busy: FakeRoute = () => problem(409, 'JOB_RUNNING', 'Job 7 of tax-registration is running.');
    const run = await endedAgainst('etl --auto', { [DATASET]: dataset, [START]: busy });
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('Job 7 of tax-registration is running. (JOB_RUNNING)');
    expect(run.stderr).toContain('./run cancel');
  });

  test('without a terminal and without --auto it starts nothing and says what would be replaced', async () => {
    const run = await endedAgainst('etl', { [DATASET]: dataset, [START]: started });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('1,599,000 rows');
    expect(run.stderr).toContain('--auto');
    expect(run.requests.map((request) => request.route)).toEqual([DATASET]);
  });

  test('Ctrl-C leaves the job running and says how to come back to it', async () => {
    const run = await runAgainst('etl --auto', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: () => ok(runningJobFixture()),
    });
    await run.api.asked(JOB, 2);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('./run status 42 --watch');
    expect(stdout).toContain('./run cancel 42');
    expect(stdout).toContain('./run resume 42');
    expect(run.api.requests.filter((request) => request.route.startsWith('POST'))).toHaveLength(1);
  });

  test('Ctrl-C with --json still gives one document', async () => {
    const run = await runAgainst('etl --auto --json', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: () => ok(runningJobFixture()),
    });
    await run.api.asked(JOB, 2);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'WATCH_STOPPED' } });
  });

  test('a gateway that is away for a moment does not end the watching', async () => {
    const run = await endedAgainst('etl --auto', {
      [DATASET]: dataset,
      [START]: started,
      [JOB]: (_request, count) =>
        count < 2 ? problem(503, 'TRACKER_UNAVAILABLE', 'The tracker does not answer.') : ok(success),
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('trying again');
  });
});

describe('errors say what to do next', () => {
  test('no gateway: exit code 3, in words and in JSON', async () => {
    const closed = await startFakeApi({});
    await closed.close();
    const environment = { REGPIPE_URL: closed.url };
    const inWords = await runCli(['status'], environment).ended;
    expect(inWords.code).toBe(3);
    expect(inWords.stderr).toContain(`No regpipe answers at ${closed.url} (ECONNREFUSED)`);
    expect(inWords.stderr).toContain('./run dev');
    const inJson = await runCli(['status', '--json'], environment).ended;
    expect(inJson.code).toBe(3);
    expect(JSON.parse(inJson.stdout)).toEqual({
      error: {
        code: 'API_UNREACHABLE',
        message: expect.stringContaining(closed.url) as string,
        next: expect.stringContaining('./run dev') as string,
      },
    });
  });

  test('a wrong command line: exit code 2', async () => {
    const run = await endedAgainst('status seven --json', {});
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'USAGE_INVALID' } });
  });

  test('an answer that is not of regpipe is called that, without a stack', async () => {
    const run = await endedAgainst('status 42', {
      [JOB]: () => ({ status: 200, type: 'text/html', body: '<html>' }),
    });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('cannot read');
    expect(run.stderr).not.toContain('    at ');
  });

  test('they come in Traditional Chinese, too', async () => {
    const run = await endedAgainst(
      'etl --auto',
      { [DATASET]: dataset, [START]: started, [JOB]: endsAs(success) },
      { LANG: 'zh_TW.UTF-8' },
    );
    expect(run.stdout).toContain('這次發布將取代');
    expect(run.stdout).toMatch(/已載入\s+970/);
    const refused = await endedAgainst('etl', { [DATASET]: dataset }, { REGPIPE_LANG: 'zh-TW', LANG: 'C' });
    expect(refused.stderr).toContain('下一步：');
  });
});
