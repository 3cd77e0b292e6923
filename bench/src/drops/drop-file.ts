import { access, copyFile, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import type { BenchStack } from '../bench-stack.ts';

export interface DroppedFile {
  /** From its appearance in the folder until it lies in processed/. */
  readonly seconds: number;
  /** Of these, until the intake had noticed it and let it settle. */
  readonly noticeSeconds: number;
}

const POLL_MS = 10;

/**
 * Puts a copy of a file into the folder for dropped files, whole at once, and waits until it has been processed.
 *
 * @param name of the copy: each is a drop of its own
 * @throws TerminalError STACK_FAILED with the report of a file that fails
 */
export async function dropFile(bench: BenchStack, path: string, name: string): Promise<DroppedFile> {
  const { dropFolder } = bench.stack;
  const ready = join(dirname(path), `ready-${basename(name)}`);
  await copyFile(path, ready);
  const root = dirname(dropFolder);
  const started = performance.now();
  await rename(ready, join(dropFolder, name));
  while (!(await exists(join(root, 'processed', name)))) {
    if (await exists(join(root, 'failed', name))) {
      const report = await readFile(join(root, 'failed', `${name}.report.json`), 'utf8').catch(
        () => 'no report',
      );
      throw new TerminalError('STACK_FAILED', `${name} has failed: ${report}`);
    }
    await pause(POLL_MS);
  }
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, noticeSeconds: Math.max(0, seconds - (await untilEnded(bench, name))) };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The seconds from its arrival to its end, as its own record says; that is written after the file was moved. */
async function untilEnded({ database }: BenchStack, name: string): Promise<number> {
  for (;;) {
    const { rows } = await database.pool.query<{ seconds: number }>(
      `SELECT extract(epoch FROM completed_at - received_at)::float8 AS seconds
         FROM etl.batch_job WHERE object_key = $1 AND completed_at IS NOT NULL`,
      [`incoming/${name}`],
    );
    const [ended] = rows;
    if (ended !== undefined) return ended.seconds;
    await pause(POLL_MS);
  }
}
