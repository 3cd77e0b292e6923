import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { testStack, type TestStack } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { csvOf, record } from './testing/hand-made.ts';
import { runJob } from './testing/job-report.ts';
import { jobLines } from './testing/log-lines.ts';
import { startPacedSource } from './testing/paced-source.ts';

const FILE = csvOf(record('addr', '04595257', '', 'name'));

let stack: TestStack;

beforeAll(async () => {
  stack = await testStack();
});
afterAll(() => stack.close());

test.each([
  ['a metadata service', 'http://169.254.169.254/latest/meta-data/', 'REGPIPE_SOURCE_HOSTS'],
  ['this machine by another name', 'http://localhost/a.csv', 'REGPIPE_SOURCE_HOSTS'],
  ['another host', 'https://user:secret@example.org/a.csv', 'REGPIPE_SOURCE_HOSTS'],
  ['a file of the system', '/etc/passwd', 'REGPIPE_SOURCE_DIRECTORY'],
])('%s as a source is refused at once, with the setting that allows it', async (_what, source, setting) => {
  const refused = await stack.request('POST', '/api/jobs', { source });
  expect(refused.status).toBe(403);
  const problem = JSON.stringify(await refused.json());
  expect(problem).toContain('"SOURCE_FORBIDDEN"');
  expect(problem).toContain(setting);
  expect(problem).not.toContain('secret');
});

test('a source that sends the fetcher on to a forbidden place fails the job, and nothing is asked there', async () => {
  const source = await startPacedSource({ bytes: FILE, location: 'http://169.254.169.254/latest/' });
  onTestFinished(() => source.close());
  const job = await runJob(stack, { source: source.url });
  expect(job).toMatchObject({ status: 'failed', error_code: 'SOURCE_FORBIDDEN' });
  expect(job.error_message).toContain('redirects to http://169.254.169.254: ');
  expect(source.requests).toHaveLength(1);
});

test('what opens an address reaches the source, and neither the API nor a log', async () => {
  const source = await startPacedSource({ bytes: FILE });
  onTestFinished(() => source.close());
  const url = `${source.url.replace('//', '//user:hidden@')}?token=hidden&page=1`;
  const job = await runJob(stack, { source: url });
  expect(job).toMatchObject({
    status: 'success',
    data_source_url: `${source.url.replace('//', '//***@')}?token=***&page=1`,
  });
  expect(source.requests[0]?.authorization).toBe(`Basic ${Buffer.from('user:hidden').toString('base64')}`);
  const listed = await (await stack.request('GET', '/api/jobs')).text();
  const lines = [
    ...(await jobLines(stack, 'tracker', 'etl_started', job.id)),
    ...(await jobLines(stack, 'fetcher', 'fetch_started', job.id)),
  ];
  expect(lines).toHaveLength(2);
  expect(listed + JSON.stringify(lines)).not.toContain('hidden');
});

test('a file in the directory is loaded by a path from there on', async () => {
  await writeFile(join(stack.directory, 'relative.csv'), FILE);
  expect(await runJob(stack, { source: 'relative.csv', force: true })).toMatchObject({ status: 'success' });
});
