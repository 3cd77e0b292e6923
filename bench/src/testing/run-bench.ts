import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { readCommandLine } from '../command-line.ts';
import { runMode } from '../run-mode.ts';

export interface BenchRun<Result> {
  readonly result: Result;
  readonly resultsDirectory: string;
  /** A document that it has written. */
  readonly written: (file: string) => Promise<string>;
}

/** `./run bench` with these words, in a directory that goes with the test. */
export async function runBench<Result>(words: string): Promise<BenchRun<Result>> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-bench-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const resultsDirectory = join(directory, 'results');
  const { result } = await runMode(readCommandLine(words.split(' ')), {
    ...{ directory, resultsDirectory, say: () => undefined },
  });
  return {
    result: result as Result,
    resultsDirectory,
    written: (file) => readFile(join(resultsDirectory, file), 'utf8'),
  };
}
