import { type DeadLetter, findDeadLetters, resendDeadLetter } from '@regpipe/bus';
import { type Job, LOADING_STATUSES, isActive, type RedriveCommand } from '@regpipe/contracts';
import { beat, changeStatus, countAsDead, type DeadChunk, getJob, listDeadChunks } from '@regpipe/database';

import { advanceJob } from './advance-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * `jobs.redrive`: sends the dead letters of a job under repair again, as chunks of its attempt. May be repeated after a
 * crash: a chunk that is sent twice is loaded once. Chunks whose letters are gone count as dead again, so that the repair
 * ends with what the others bring, and be it nothing.
 */
export async function resendDeadLetters(
  tracker: TrackerContext,
  command: RedriveCommand,
  traceparent: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { pool } = tracker.database;
  const job = await findWanted(tracker, command);
  if (job === undefined) return;
  await changeStatus(pool, { jobId: job.id, from: ['queued'], to: 'running' });
  await announce(tracker, job.id);
  const dead = await listDeadChunks(pool, job.id);
  const letters = await newestLetters(tracker, job, dead);
  const gone: DeadChunk[] = [];
  for (const chunk of dead) {
    if ((await findWanted(tracker, command)) === undefined) return;
    const letter = letters.get(nameOfDead(chunk));
    const sent = letter !== undefined && (await resend(tracker, job, letter, traceparent, signal));
    if (!sent) gone.push(chunk);
    await beat(pool, job.id);
  }
  const fields = { job_run_id: job.id, attempt: job.attempt, chunks: dead.length - gone.length };
  tracker.log.info({ event: 'dead_letters_sent', ...fields }, `${fields.chunks} dead letters sent again`);
  if (gone.length > 0) {
    await countAsDead(pool, job.id, gone);
    tracker.log.warn({ event: 'dead_letters_gone', job_run_id: job.id, gone }, 'Some dead letters are gone');
  }
  await advanceJob(tracker, job.id);
}

/** What tells a dead chunk from the others of its job, in the database as in DEAD. */
export function nameOfDead({ stage, chunk, part }: DeadChunk): string {
  return `${stage}.${chunk}.${part}`;
}

/** The job, if it still waits for this command's attempt. */
async function findWanted(
  { database }: TrackerContext,
  { jobId, attempt }: RedriveCommand,
): Promise<Job | undefined> {
  const job = await getJob(database.pool, jobId);
  const waits = job !== undefined && isActive(job.status) && LOADING.has(job.status);
  return waits && job.repair !== null && job.attempt === attempt ? job : undefined;
}

const LOADING: ReadonlySet<string> = new Set(LOADING_STATUSES);

/** Of a chunk that died in several attempts the last one: whatever was mended since then has gone into it. */
async function newestLetters(
  { bus }: TrackerContext,
  job: Job,
  dead: readonly DeadChunk[],
): Promise<Map<string, DeadLetter>> {
  const wanted = new Set(dead.map(nameOfDead));
  const letters = new Map<string, DeadLetter>();
  for await (const letter of findDeadLetters(bus, job.dataset, job.id)) {
    const name = nameOfDead(letter);
    if (wanted.has(name)) letters.set(name, letter);
  }
  return letters;
}

function resend(
  { bus }: TrackerContext,
  job: Job,
  letter: DeadLetter,
  traceparent: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const id = `redrive.${job.id}.${job.attempt}.${letter.seq}`;
  return resendDeadLetter(bus, letter, { attempt: job.attempt, id, traceparent, signal });
}
