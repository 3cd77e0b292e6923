import { type Job, RefusedError, type StartJob } from '@regpipe/contracts';
import { createJob, getJob, listOpenRepairs, type NewRun, supersedeJobs } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

import { abandonRepair } from './abandon-repair.ts';
import { checkSource } from './check-source.ts';
import { dropRemains } from './drop-remains.ts';
import { sendFetch } from './send-commands.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Creates a job and has its source fetched. What unfinished jobs of the data set have loaded is given up, and
 * so are repairs that have stopped midway.
 *
 * @throws RefusedError JOB_RUNNING naming the running job; TOO_MANY_JOBS; DATASET_UNKNOWN; REQUEST_INVALID for a source of a
 *   foreign kind; SOURCE_FORBIDDEN for one that may not be read; TICK_SPENT for a tick that has had its run
 * @param run the tick that asks for it
 */
export async function startJob(tracker: TrackerContext, request: StartJob, run?: NewRun): Promise<Job> {
  const { database, log } = tracker;
  const dataset = findDataset(request.dataset);
  const source = request.source ?? dataset.source;
  if (source === null) {
    throw new RefusedError(
      'REQUEST_INVALID',
      `"${dataset.name}" has no source of its own: name the file to load.`,
      {
        fields: { dataset: dataset.name },
      },
    );
  }
  checkSource(tracker.sourcePolicy, source);
  const newJob = {
    dataset: dataset.name,
    mode: request.mode,
    load: dataset.load,
    source,
    sourceEtag: request.sourceEtag,
    chunkBytes: tracker.chunkBytes,
    chunkRecords: request.chunkSize ?? null,
    recordLimit: request.limit ?? null,
    forced: request.force ?? false,
    accepted: request.accept ?? false,
    tables: dataset.tables,
    run,
  };
  const result = await createJob(database, newJob, tracker.mostActiveJobs);
  if ('active' in result) throw tooManyJobs(result.active);
  if ('running' in result) throw alreadyRunning(dataset.name, result.running);
  if ('spent' in result) throw new RefusedError('TICK_SPENT', 'The tick has had its run.');
  for (const id of await supersedeJobs(database.pool, dataset.name, result.created)) {
    await dropRemains(tracker, dataset.name, id);
  }
  for (const id of await listOpenRepairs(database.pool, dataset.name)) {
    await abandonRepair(tracker, await requireJob(tracker, id));
  }
  const job = await requireJob(tracker, result.created);
  log.info(
    {
      event: 'etl_started',
      job_run_id: job.id,
      dataset: job.dataset,
      mode: job.mode,
      source: job.data_source_url,
    },
    `Job ${job.id} started`,
  );
  await sendFetch(tracker, job);
  await announce(tracker, job.id);
  return job;
}

function tooManyJobs(active: number): RefusedError {
  return new RefusedError(
    'TOO_MANY_JOBS',
    `Jobs of ${active} data sets are active already; no more may be at a time.`,
    { fields: { active } },
  );
}

export function alreadyRunning(dataset: string, running: number): RefusedError {
  return new RefusedError(
    'JOB_RUNNING',
    `Job ${running} of "${dataset}" is running; only one may at a time.`,
    {
      fields: { job_id: running },
    },
  );
}

/** @throws RefusedError JOB_NOT_FOUND */
export async function requireJob(tracker: TrackerContext, jobId: number): Promise<Job> {
  const job = await getJob(tracker.database.pool, jobId);
  if (job !== undefined) return job;
  throw new RefusedError('JOB_NOT_FOUND', `There is no job ${jobId}.`, { fields: { job_id: jobId } });
}
