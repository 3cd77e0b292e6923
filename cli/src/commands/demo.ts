import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { isSettled, type Job } from '@regpipe/contracts';
import type { ExpectedCounts } from '@regpipe/datasets';
import { type Command, Option } from 'commander';

import { createApiClient } from '../api-client.ts';
import type { Cli } from '../cli.ts';
import { EXIT } from '../cli-error.ts';
import { formatCount } from '../format.ts';
import { reportJob, watchWithProgress } from '../follow-job.ts';
import { DEFAULT_DATASET, jsonOption, readCount } from '../options.ts';
import { demoEnvironment, readStackSettings, readTokenFile } from '../settings.ts';
import { compareCounts } from '../stack/compare-counts.ts';
import { describeStack } from '../stack/describe-stack.ts';
import { detachStack, stopStack } from '../stack/detach-stack.ts';
import { refuseSecond } from '../stack/host-stack.ts';
import type { StackState } from '../stack/stack-state.ts';
import { addCommand } from './add-command.ts';

interface DemoOptions {
  readonly rows: number;
  readonly file?: string;
  readonly keep?: true;
}

const USUAL_ROWS = 200_000;

export function registerDemo(program: Command, cli: Cli): void {
  const { messages } = cli;
  const words = messages.options;
  addCommand(program, cli, 'demo', {
    group: 'stack',
    options: [
      new Option('--rows <n>', words.rows(formatCount(USUAL_ROWS)))
        .default(USUAL_ROWS, '')
        .argParser((value) => readCount(value, '--rows', messages)),
      new Option('--file <path>', words.file),
      new Option('--keep', words.keep),
      jsonOption(messages),
    ],
  }).action(async (options: DemoOptions) => {
    cli.exitCode = await runDemo(cli, options);
  });
}

/** Shows the whole way once: stack up, a file served, a full job over the API, counts checked, stack down. */
async function runDemo(cli: Cli, options: DemoOptions): Promise<number> {
  const { messages, output } = cli;
  const { dataDirectory } = readStackSettings();
  await refuseSecond(dataDirectory, messages);
  const leaving = new AbortController();
  // However it is left, the stack does not stay behind; a second signal out of impatience changes nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.abort());

  output.line(messages.demo.starting(dataDirectory));
  const stack = await detachStack(dataDirectory, demoEnvironment(), messages);
  let keep = false;
  try {
    const source = await prepareSource(cli, options, dataDirectory);
    const job = await runJob(cli, stack, dataDirectory, source.path, leaving.signal);
    if (!isSettled(job.status)) return await cancelDemo(cli, stack, dataDirectory, job);
    keep = options.keep === true;
    return reportDemo(cli, job, source.expected, stack, dataDirectory, keep);
  } finally {
    if (!keep) {
      await stopStack(stack);
      output.line(messages.stack.stopped);
    }
  }
}

/** Left with Ctrl-C: the stack goes down, and the next demo must not find a job that waits for it. */
async function cancelDemo(
  { messages }: Cli,
  stack: StackState,
  dataDirectory: string,
  job: Job,
): Promise<number> {
  await createApiClient({ url: stack.apiUrl, token: demoToken(dataDirectory) }, messages).cancel(job.id);
  return EXIT.interrupted;
}

function demoToken(dataDirectory: string): string | undefined {
  return readStackSettings().apiToken ?? readTokenFile(dataDirectory);
}

interface DemoSource {
  readonly path: string;
  /** Only of a sample: what a correct import must report. */
  readonly expected: ExpectedCounts | undefined;
}

async function prepareSource(
  { messages, output }: Cli,
  options: DemoOptions,
  dataDirectory: string,
): Promise<DemoSource> {
  if (options.file !== undefined) return { path: resolve(options.file), expected: undefined };
  // Loaded here, as below: the other commands are to start without it.
  const { makeSample } = await import('@regpipe/datasets');
  const directory = join(dataDirectory, 'samples');
  await mkdir(directory, { recursive: true });
  const path = join(directory, `tax-registration-${options.rows}.csv`);
  output.line(messages.demo.makingSample(formatCount(options.rows)));
  const { expected } = await makeSample({ rows: options.rows, path });
  return { path, expected };
}

async function runJob(
  { messages, output }: Cli,
  stack: StackState,
  dataDirectory: string,
  path: string,
  signal: AbortSignal,
): Promise<Job> {
  const api = createApiClient({ url: stack.apiUrl, token: demoToken(dataDirectory) }, messages);
  const { serveFile } = await import('@regpipe/stack');
  const server = await serveFile(path);
  try {
    // Who runs the demo a second time wants to see it again: also where the sample is the same, or smaller.
    const request = {
      dataset: DEFAULT_DATASET,
      mode: 'full',
      source: server.url,
      force: true,
      accept: true,
    } as const;
    const job = await api.start(request);
    output.line(messages.follow.watching(job.id, job.dataset, job.data_source_url));
    return await watchWithProgress({ api, output, messages }, job, signal);
  } finally {
    await server.close();
  }
}

function reportDemo(
  cli: Cli,
  job: Job,
  expected: ExpectedCounts | undefined,
  stack: StackState,
  dataDirectory: string,
  keep: boolean,
): number {
  const { messages, output } = cli;
  const differences = expected === undefined ? [] : compareCounts(job, expected);
  if (keep)
    output.lines(['', ...describeStack(stack, dataDirectory, messages), '', messages.demo.keptRunning]);
  const exitCode = reportJob(cli, job);
  if (expected === undefined) return exitCode;
  if (differences.length === 0) output.lines(['', output.style('green', messages.demo.countsAgree)]);
  else
    output.lines([
      '',
      output.style('red', messages.demo.countsDiffer),
      ...differences.map((line) => `  ${line}`),
    ]);
  return differences.length === 0 ? exitCode : EXIT.failed;
}
