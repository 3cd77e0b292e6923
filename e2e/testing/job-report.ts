import { isSettled, type Job, JOB_STATUSES } from '@regpipe/contracts';
import type { ExpectedCounts } from '@regpipe/datasets';
import type { TestStack } from '@regpipe/testkit';

const SETTLED = JOB_STATUSES.filter(isSettled);

/** Starts a job and waits for its end, whatever that is. */
export async function runJob(stack: TestStack, body: Readonly<Record<string, unknown>>): Promise<Job> {
  return ended(stack, (await stack.start(body)).id);
}

/** The job once nothing more happens to it by itself. */
export function ended(stack: TestStack, id: number): Promise<Job> {
  return stack.reach(id, ...SETTLED);
}

/** Whom a report is asked of. */
type Asked = Pick<TestStack, 'job' | 'request'>;

/** What the API says that became of every record, in the shape in which a sample states what is right. */
export async function reportOf(stack: Asked, id: number): Promise<ExpectedCounts> {
  const job = await stack.job(id);
  const errors = await getJson<{ by_type: { error_type: string; count: number }[] }>(
    stack,
    `/api/jobs/${id}/errors?limit=1`,
  );
  return {
    total: job.records_total ?? -1,
    processed: job.records_processed,
    failed: job.records_failed,
    duplicated: job.records_duplicated,
    blank: job.records_blank,
    industries: job.publication?.row_counts['business_industry'] ?? -1,
    errors: Object.fromEntries(errors.by_type.map(({ error_type, count }) => [error_type, count])),
    warnings: job.warnings,
    sourceStamp: job.source_stamp ?? '',
  };
}

/** A successful answer's body. @throws Error with the body of any other */
export async function getJson<T>(stack: Asked, path: string): Promise<T> {
  const response = await stack.request('GET', path);
  if (response.ok) return (await response.json()) as T;
  throw new Error(`GET ${path} was answered with ${response.status}: ${await response.text()}`);
}
