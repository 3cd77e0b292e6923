import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ServiceName } from '@regpipe/stack';
import type { TestStack } from '@regpipe/testkit';

export type LogLine = Readonly<Record<string, unknown>>;

/** A log's name is its service's; of a second replica it is followed by `-2`. */
type LogName = ServiceName | `${ServiceName}-2`;

/** What a service has logged so far. @throws SyntaxError when a line is not JSON */
export async function logLines(stack: TestStack, log: LogName): Promise<LogLine[]> {
  const text = await readFile(join(stack.directory, 'logs', `${log}.log`), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as LogLine);
}

/** The lines of one event about one job. */
export async function jobLines(
  stack: TestStack,
  log: LogName,
  event: string,
  jobId: number,
): Promise<LogLine[]> {
  const lines = await logLines(stack, log);
  return lines.filter((line) => line['event'] === event && line['job_run_id'] === jobId);
}
