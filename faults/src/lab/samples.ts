import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type ExpectedCounts, makeSample } from '@regpipe/datasets';

/** A file, and what a correct job makes of it. */
export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: ExpectedCounts;
}

/**
 * Two files of the same size and other contents, with every defect that such files have. Jobs load them by turns, so
 * that every publication changes what readers see.
 */
export async function makeSamples(directory: string, rows: number): Promise<readonly [Sample, Sample]> {
  return [await make(directory, rows, 'even', 2), await make(directory, rows, 'odd', 3)];
}

async function make(directory: string, rows: number, name: string, seed: number): Promise<Sample> {
  const path = join(directory, `${name}.csv`);
  const { expected } = await makeSample({ rows, path, seed });
  return { name, bytes: await readFile(path), expected };
}
