import { SERVICES } from '@regpipe/stack';

import type { Bout } from '../bout.ts';
import { FaultError } from '../fault.ts';
import { compareLive, type Difference } from '../lab/expected-tables.ts';
import { peakMemoryMib } from '../lab/memory.ts';
import type { ReaderWatch } from '../lab/watch-readers.ts';

/** No service needs more, whatever the size of the file: far above what an undisturbed one takes, far below a leak. */
const MOST_MEMORY_MIB = 400;

/**
 * Checks, after a strike, what must hold whatever has happened: what is live is whole, nobody has seen anything else
 * meanwhile, nothing is left at work, and no service has grown.
 *
 * @throws FaultError naming all that does not hold
 */
export async function auditLab(bout: Bout, readers: ReaderWatch): Promise<Difference> {
  const { lab } = bout;
  await bout.wait(() => isReady(lab.stack.apiUrl), 'the API to be ready');
  const findings: string[] = [];
  const difference = await compareLive(lab.database, bout.live.name);
  if (difference.lost + difference.doubled > 0) {
    findings.push(`${difference.lost} rows lost and ${difference.doubled} doubled`);
  }
  const broken = [...readers.take()].filter((sight) => !bout.wholeSights.has(sight));
  if (broken.length > 0) findings.push(`readers saw what is no whole publication: ${broken.join(', ')}`);
  const { rows } = await lab.database.pool.query<{ id: number; status: string }>(
    `SELECT id, status FROM etl.etl_job_run WHERE status IN ('queued', 'running', 'publishing')`,
  );
  for (const { id, status } of rows) findings.push(`job ${id} is left ${status}`);
  findings.push(...(await findLargeServices(bout)));
  if (findings.length > 0) throw new AuditError(findings.join('; '), difference);
  return difference;
}

/** Carries the difference, so that the table can show it. */
export class AuditError extends FaultError {
  readonly difference: Difference;

  constructor(message: string, difference: Difference) {
    super(message);
    this.difference = difference;
  }
}

async function findLargeServices({ lab }: Bout): Promise<string[]> {
  const findings: string[] = [];
  for (const service of SERVICES.flatMap((name) => lab.stack.of(name))) {
    const peak = service.pid === undefined ? undefined : await peakMemoryMib(service.pid);
    if (peak !== undefined && peak > MOST_MEMORY_MIB)
      findings.push(`the ${service.service} took ${peak} MiB`);
  }
  return findings;
}

async function isReady(apiUrl: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/ready`).catch(() => undefined);
  return response?.ok === true;
}
