import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type ExpectedCounts, makeSample } from '@regpipe/datasets';
import type { TestStack } from '@regpipe/testkit';

export interface SampleFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** What a correct job reports about it. */
  readonly expected: ExpectedCounts;
}

/** A sample in the stack's directory, which goes when the stack is closed. */
export async function sampleFile(
  stack: TestStack,
  options: { readonly rows: number; readonly seed?: number; readonly clean?: boolean },
): Promise<SampleFile> {
  const path = join(stack.directory, `sample-${options.rows}-${options.seed ?? 1}.csv`);
  const { expected } = await makeSample({ ...options, path });
  return { path, bytes: await readFile(path), expected };
}
