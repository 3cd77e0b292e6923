import { link, rename } from 'node:fs/promises';

import { authorization } from '@regpipe/stack';

import { auditDrop } from '../audit/audit-drop.ts';
import type { Bout } from '../bout.ts';
import { FaultError, type Strike } from '../fault.ts';
import { type DroppedFile, dropFile } from '../lab/dropped-file.ts';
import { isThere } from '../lab/is-there.ts';
import { keepStatistics } from '../lab/kept-statistics.ts';
import { planAt, type PlanPoint, type Signal } from './point.ts';

const ANNOUNCEMENTS = 3;

/** Whoever comes to the point with a dropped file is killed, or stopped and woken. */
export function struckDrop(point: PlanPoint, signal: Signal): Strike {
  return async (bout) => {
    const plan = await planAt(bout, point, signal);
    const file = await drop(bout);
    const { awake } = await plan.struck();
    return loaded(bout, file, awake);
  };
}

/** The file is told of several times more while somebody has come to the point with it. */
export function announcedAgain(point: PlanPoint): Strike {
  return stoppedFor(point, async (bout, file) => {
    for (let times = 0; times < ANNOUNCEMENTS; times += 1) await announce(bout, file);
  });
}

/** Every connection to PostgreSQL is cut when somebody has come to the point. */
export function cutInside(point: PlanPoint): Strike {
  return stoppedFor(point, ({ lab }) => {
    lab.postgresWire.cut();
    return Promise.resolve();
  });
}

/**
 * The file is put there again once the intake, which has moved it, has come to the point. With its inode, and so with its
 * ETag: a mere copy would be another drop.
 */
export function putAgain(point: PlanPoint, signal: Signal): Strike {
  return async (bout) => {
    const plan = await planAt(bout, point, signal);
    const file = await drop(bout);
    const again = `${file.path}.part`;
    await link(file.path, again);
    const { awake } = await plan.struck();
    await rename(again, file.path);
    return loaded(bout, file, awake);
  };
}

/** Somebody is stopped at the point for just as long as `disturb` takes. */
function stoppedFor(point: PlanPoint, disturb: (bout: Bout, file: DroppedFile) => Promise<void>): Strike {
  return async (bout) => {
    const plan = await bout.plan({ skip: 0, ...point, signal: 'SIGSTOP' });
    const file = await drop(bout);
    const { pid } = await plan.struck();
    await disturb(bout, file);
    process.kill(pid, 'SIGCONT');
    return loaded(bout, file);
  };
}

async function drop({ lab }: Bout): Promise<DroppedFile> {
  await keepStatistics(lab.database);
  return dropFile(lab);
}

/** Tells of a file as its bucket would, whose name is that of the directory here. */
async function announce({ lab: { stack, database } }: Bout, { key }: DroppedFile): Promise<void> {
  const { rows } = await database.pool.query<{ bucket: string; etag: string; size: number }>(
    `SELECT b.bucket, b.etag, m.file_bytes AS size FROM etl.batch_job b
       JOIN etl.processing_metadata m ON m.batch_job_id = b.id WHERE b.object_key = $1`,
    [key],
  );
  const [{ bucket, etag, size }] = rows as [(typeof rows)[number]];
  const response = await fetch(`${stack.apiUrl}/hooks/s3`, {
    method: 'POST',
    headers: { ...authorization(stack), 'content-type': 'application/json' },
    body: JSON.stringify({
      'detail-type': 'Object Created',
      detail: { bucket: { name: bucket }, object: { key, etag, size } },
    }),
  });
  const answer = await response.text();
  if (!answer.includes('"known":true')) throw new FaultError(`the file is not known any more: ${answer}`);
}

/** Waits for the end of a drop, and until whoever was stopped has woken; then everything about it has to be right. */
async function loaded(bout: Bout, file: DroppedFile, awake?: Promise<void>): Promise<string> {
  const { lab } = bout;
  await bout.wait(() => hasEnded(bout, file), `the end of ${file.name}`);
  bout.recovered();
  await awake;
  // Whoever looks there next clears away what was put there again.
  await bout.wait(async () => !(await isThere(file.path)), `${file.name} to be gone from incoming/`);
  await auditDrop(lab, file);
  return 'loaded';
}

async function hasEnded({ lab }: Bout, { key }: DroppedFile): Promise<boolean> {
  const { rows } = await lab.database.pool.query<{ open: number; ended: number }>(
    `SELECT count(*) FILTER (WHERE completed_at IS NULL) AS open, count(completed_at) AS ended
       FROM etl.batch_job WHERE object_key = $1`,
    [key],
  );
  return rows[0]?.open === 0 && rows[0].ended > 0;
}
