import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Job, jobSchema } from '@regpipe/contracts';
import { type ExpectedCounts, makeSample } from '@regpipe/datasets';
import { SERVICES } from '@regpipe/stack';
import { until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { type ContainerStack, obstacleToContainers, startContainers } from './testing/container-stack.ts';
import { HEADER } from './testing/drop-files.ts';
import { reportOf } from './testing/job-report.ts';
import type { Snapshot } from './testing/live-tables.ts';

/** An image may have to be built, and others fetched. */
const START_LIMIT_MS = 15 * 60_000;
const ROWS = 50_000;
const SCALE = { transformer: 3, loader: 2 };
const MOST_IMAGE_BYTES = 350_000_000;
/** On a machine that does nothing else. */
const MOST_START_MS = 60_000;

/** Sends SIGKILL to Node. (The first process of a container is one that passes signals on.) */
const KILL_NODE =
  'for p in /proc/[0-9]*; do if [ "$(readlink $p/exe)" = /usr/local/bin/node ]; then kill -9 "${p#/proc/}"; fi; done';

const obstacle = obstacleToContainers();

describe.skipIf(obstacle !== undefined)(
  `containers${obstacle === undefined ? '' : ` (not here: ${obstacle})`}`,
  () => {
    let stack: ContainerStack;
    let expected: ExpectedCounts;
    let undisturbed: Snapshot;

    beforeAll(async () => {
      const incoming = await mkdtemp(join(tmpdir(), 'regpipe-incoming-'));
      // For the user in the containers, who is nobody here.
      await chmod(incoming, 0o755);
      ({ expected } = await makeSample({ path: join(incoming, 'sample.csv'), rows: ROWS }));
      await chmod(join(incoming, 'sample.csv'), 0o644);
      stack = await startContainers({ incoming, scale: SCALE });
      return async () => {
        await stack.close();
        await rm(incoming, { recursive: true });
      };
    }, START_LIMIT_MS);

    async function startJob(): Promise<number> {
      // Guards have tests of their own.
      const body = { source: '/incoming/sample.csv', force: true, accept: true };
      const response = await stack.request('POST', '/api/jobs', body);
      expect(response.status).toBe(202);
      return jobSchema.parse(await response.json()).id;
    }

    async function reach(id: number, holds: (job: Job) => boolean, what: string): Promise<void> {
      await until(async () => holds(await stack.job(id)), `job ${id} to be ${what}`);
    }

    async function expectSuccess(id: number): Promise<void> {
      await reach(id, ({ status }) => status === 'success', 'success');
      expect(await reportOf(stack, id)).toEqual(expected);
    }

    test('the image is small enough, and everything is up within a minute', () => {
      expect(stack.imageBytes).toBeLessThan(MOST_IMAGE_BYTES);
      expect(stack.startMs).toBeLessThan(MOST_START_MS * stack.patience);
    });

    test.each([...SERVICES.map((service) => `${service}-1`), 'transformer-2', 'transformer-3', 'loader-2'])(
      '%s is well, not root, without capabilities, and cannot write its image',
      async (container) => {
        const shell = (command: string) => stack.exec(container, ['sh', '-c', command]);
        expect(await shell('packages/runtime/healthy.sh')).toMatchObject({ exitCode: 0, output: 'ok\n' });
        expect((await shell('id -u')).output).toBe('1000\n');
        const { output } = await shell('grep -E "^(CapEff|NoNewPrivs)" /proc/self/status');
        expect(output).toMatch(/CapEff:\t0+\nNoNewPrivs:\t1\n/);
        const write = await shell('touch /app/file');
        expect(write.exitCode).not.toBe(0);
        expect(write.output).toContain('Read-only file system');
      },
    );

    test('a job loads a file of the incoming volume, to the record as it does without containers', async () => {
      await expectSuccess(await startJob());
      undisturbed = await stack.snapshot();
      expect(undisturbed).toMatchObject({
        registrations: expected.processed,
        industries: expected.industries,
      });
    });

    test('a dropped file is merged, moved and reported', async () => {
      await stack.sql(
        `INSERT INTO public.users (user_id, username, email) VALUES ('user-1', 'One', 'one@example.org')`,
      );
      await stack.drop('stats.csv', `${HEADER}\nuser-1,7,9\nnobody,1,1\n`);
      const folder = (name: string) => stack.exec('intake-1', ['find', `/drops/${name}`, '-type', 'f']);
      await until(async () => (await folder('results')).output.includes('summary.json'), 'the report');
      // One of two is more than is tolerated.
      expect((await folder('failed')).output).toContain('/drops/failed/stats.csv\n');
      await stack.drop('good.csv', `${HEADER}\nuser-1,7,9\n`);
      await until(
        async () => (await folder('processed')).output.includes('/good.csv'),
        'the file to be moved',
      );
      expect(await stack.sql('SELECT login_count, post_count FROM public.user_statistics')).toBe('7|9');
      expect((await folder('incoming')).output).toBe('');
    });

    test('what is commanded through the gateway can be asked there and at the query service', async () => {
      const command = {
        transaction_id: 'tx-1',
        created_at: 1_754_524_800_000,
        user_id: 'user-1',
        notification_title: 'Hello',
        status: 'FAILED',
        platform: 'IOS',
        device_token: 'token',
        payload: {},
      };
      expect((await stack.request('POST', '/commands/notifications', command)).status).toBe(202);
      const path = '/query/fail?transaction_id=tx-1';
      const isThere = async () =>
        ((await (await stack.ask(path)).json()) as { total_count?: number }).total_count === 1;
      await until(isThere, 'the record');
      expect(await (await stack.request('GET', path)).json()).toMatchObject({
        data: [{ transaction_id: 'tx-1', user_id: 'user-1', status: 'FAILED' }],
      });
      expect(await (await stack.ask('/health')).json()).toMatchObject({ status: 'healthy' });
    });

    test('each container keeps log files of its own where the agent reads them', async () => {
      const command = 'for file in /var/log/regpipe/loader-*/etl.*.log; do head -n 1 "$file"; done';
      const { output } = await stack.exec('gateway-1', ['sh', '-c', command]);
      const names = output
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name);
      expect(names).toEqual(['loader', 'loader']);
    });

    test('a loader and transformers that are killed in the midst of a job leave it to the others', async () => {
      const id = await startJob();
      await reach(id, (job) => job.records_processed > 0, 'at work');
      await Promise.all(
        ['loader-2', 'transformer-2', 'transformer-3'].map((container) => stack.kill(container)),
      );
      await expectSuccess(id);
      expect(await stack.snapshot()).toEqual(undisturbed);
    });

    test('the only loader left is killed, comes back by itself, and the job loses nothing', async () => {
      const id = await startJob();
      await reach(id, (job) => job.records_processed > 0, 'at work');
      await stack.exec('loader-1', ['sh', '-c', KILL_NODE]);
      await expectSuccess(id);
      expect(await stack.snapshot()).toEqual(undisturbed);
    });
  },
);
