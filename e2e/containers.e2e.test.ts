import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Job, jobSchema } from '@regpipe/contracts';
import { type ExpectedCounts, makeSample } from '@regpipe/datasets';
import { SERVICES } from '@regpipe/stack';
import { until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { type ContainerStack, dockerAnswers, startContainers } from './testing/container-stack.ts';

/** An image may have to be built, and others pulled. */
const START_LIMIT_MS = 15 * 60_000;
const ROWS = 100_000;

/** Sends SIGKILL to Node. (The first process of a container is one that passes signals on.) */
const KILL_NODE =
  'for p in /proc/[0-9]*; do if [ "$(readlink $p/exe)" = /usr/local/bin/node ]; then kill -9 "${p#/proc/}"; fi; done';

describe.skipIf(!dockerAnswers())('containers (skipped where no Docker answers)', () => {
  let stack: ContainerStack;
  let expected: ExpectedCounts;

  beforeAll(async () => {
    const incoming = await mkdtemp(join(tmpdir(), 'regpipe-incoming-'));
    // For the user in the containers, who is nobody here.
    await chmod(incoming, 0o755);
    ({ expected } = await makeSample({ path: join(incoming, 'sample.csv'), rows: ROWS }));
    await chmod(join(incoming, 'sample.csv'), 0o644);
    stack = await startContainers(incoming);
    return async () => {
      await stack.close();
      await rm(incoming, { recursive: true });
    };
  }, START_LIMIT_MS);

  async function shell(service: string, command: string): Promise<{ exitCode: number; output: string }> {
    return stack.containers.getContainer(`${service}-1`).exec(['sh', '-c', command]);
  }

  async function startJob(): Promise<Job> {
    const body = { source: '/incoming/sample.csv', force: true };
    const response = await stack.request('POST', '/api/jobs', body);
    expect(response.status).toBe(202);
    return jobSchema.parse(await response.json());
  }

  async function reach(id: number, holds: (job: Job) => boolean, what: string): Promise<Job> {
    await until(async () => holds(await stack.job(id)), `job ${id} to be ${what}`);
    return stack.job(id);
  }

  test.each(SERVICES)(
    '%s is well, not root, without capabilities, and cannot write its image',
    async (service) => {
      expect(await shell(service, 'packages/runtime/healthy.sh')).toMatchObject({
        exitCode: 0,
        output: 'ok\n',
      });
      expect((await shell(service, 'id -u')).output).toBe('1000\n');
      const { output } = await shell(service, 'grep -E "^(CapEff|NoNewPrivs)" /proc/self/status');
      expect(output).toMatch(/CapEff:\t0+\nNoNewPrivs:\t1\n/);
      const write = await shell(service, 'touch /app/file');
      expect(write.exitCode).not.toBe(0);
      expect(write.output).toContain('Read-only file system');
    },
  );

  test('a job loads a file of the incoming volume', async () => {
    const { id } = await startJob();
    const job = await reach(id, ({ status }) => status === 'success', 'success');
    expect(job).toMatchObject({
      records_total: expected.total,
      records_processed: expected.processed,
      records_failed: expected.failed,
      publication: { row_counts: { tax_registration: expected.processed } },
    });
  });

  test('a loader that is killed comes back, and the job loses nothing', async () => {
    const { id } = await startJob();
    await reach(id, (job) => job.records_processed > 0, 'at work');
    await shell('loader', KILL_NODE);
    const job = await reach(id, ({ status }) => status === 'success', 'success');
    expect(job).toMatchObject({ records_total: expected.total, records_processed: expected.processed });
  });
});
