import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  errorMessage,
  isSettled,
  type Job,
  JOB_STATUSES,
  jobSchema,
  type JobStatus,
} from '@regpipe/contracts';
import { authorization, requestJob, until } from '@regpipe/stack';

import { describeCounts, wrongCounts } from './audit/job-counts.ts';
import { FaultError } from './fault.ts';
import { PLAN_FILE, type StrikePlan, type Struck, STRUCK_FILE } from './inject/strike-plan.ts';
import { DATASET } from './lab/expected-tables.ts';
import type { Sample } from './lab/samples.ts';
import type { Lab } from './lab/start-lab.ts';

const LOADED_IN_THE_MIDDLE = 3;
const ASK_AGAIN_MS = 500;

/** One strike against a quiet laboratory: a job that loads `next` over `previous`, and what is done to it. */
export class Bout {
  readonly lab: Lab;
  readonly previous: Sample;
  readonly next: Sample;
  /** What readers are to find afterwards. */
  live: Sample;
  #struckAt: number | undefined;
  #recoveryMs: number | undefined;
  #resumed = 0;

  /** What readers may see meanwhile. */
  readonly wholeSights: Set<string>;
  /** Of what a strike makes up, where the command line gives it. */
  readonly seed: number | undefined;

  constructor(lab: Lab, previous: Sample, next: Sample, wholeSights: Set<string>, seed?: number) {
    this.wholeSights = wholeSights;
    this.seed = seed;
    this.lab = lab;
    this.previous = previous;
    this.next = next;
    this.live = previous;
  }

  /** From the (first) strike until the job had ended as it should; undefined before that. */
  get recoveryMs(): number | undefined {
    return this.#recoveryMs;
  }

  /** The moment from which recovery counts. */
  mark(): void {
    this.#struckAt ??= Date.now();
  }

  /** The moment in which it is over. */
  recovered(): void {
    if (this.#struckAt !== undefined) this.#recoveryMs = Date.now() - this.#struckAt;
  }

  /** Starts a job. Where the API says that it cannot just now (503), it is asked again, as its message says. */
  start(body: Readonly<Record<string, unknown>> = {}): Promise<Job> {
    return this.request('POST', '/api/jobs', { ...this.#newJob(), ...body });
  }

  /** Starts a job by a single request, for a strike that may cost its answer. */
  startOnce(): Promise<Job> {
    return requestJob(this.lab.stack, 'POST', '/api/jobs', this.#newJob());
  }

  #newJob() {
    return { source: this.lab.source.url, chunkSize: this.lab.scale.chunkSize };
  }

  /** A job in its middle: some chunks are loaded, and its source gives only its first half for now. */
  async startHalf(): Promise<Job> {
    this.lab.source.holdAt(this.next.bytes.length / 2);
    const job = await this.start();
    const loaded = async () => {
      const { rows } = await this.lab.database.pool.query<{ chunks: number }>(
        'SELECT count(*) AS chunks FROM etl.chunk_ledger WHERE job_id = $1',
        [job.id],
      );
      return (rows[0]?.chunks ?? 0) >= LOADED_IN_THE_MIDDLE;
    };
    await this.wait(loaded, `chunks of job ${job.id}`);
    return job;
  }

  /**
   * A call of the API that answers with a job.
   *
   * @throws TerminalError with the refusal
   */
  async request(method: string, path: string, body?: unknown): Promise<Job> {
    const deadline = Date.now() + this.lab.scale.limitMs;
    for (let unsure = false; ; unsure = true) {
      try {
        return await requestJob(this.lab.stack, method, path, body);
      } catch (error) {
        const running = /"JOB_RUNNING".*"job_id":(\d+)/.exec(errorMessage(error))?.[1];
        // The answer to the request before was lost, the job was not.
        if (unsure && running !== undefined) return this.reach(Number(running), ...JOB_STATUSES);
        if (!errorMessage(error).includes('"status":503') || Date.now() > deadline) throw error;
      }
      await pause(ASK_AGAIN_MS);
    }
  }

  /** Makes the version before the live one live again. */
  async rollBack(): Promise<void> {
    const { stack } = this.lab;
    const path = `/api/datasets/${DATASET}/rollback`;
    const response = await fetch(`${stack.apiUrl}${path}`, { method: 'POST', headers: authorization(stack) });
    if (!response.ok) throw new FaultError(`the rollback was refused: ${await response.text()}`);
  }

  async download(path: string): Promise<string> {
    const { stack } = this.lab;
    const response = await fetch(`${stack.apiUrl}${path}`, { headers: authorization(stack) });
    if (!response.ok) throw new FaultError(`${path} was refused: ${await response.text()}`);
    return response.text();
  }

  /** The job, as soon as the API can say it. */
  async job(id: number): Promise<Job | undefined> {
    const { stack } = this.lab;
    const url = `${stack.apiUrl}/api/jobs/${id}`;
    const response = await fetch(url, { headers: authorization(stack) }).catch(() => undefined);
    return response?.ok === true ? jobSchema.parse(await response.json()) : undefined;
  }

  async reach(id: number, ...statuses: JobStatus[]): Promise<Job> {
    let last: Job | undefined;
    await this.wait(
      async () => {
        last = await this.job(id).catch(() => undefined);
        return last !== undefined && statuses.includes(last.status);
      },
      () => `job ${id} to be ${statuses.join(' or ')}; it is ${last?.status ?? 'not to be seen'}`,
    );
    return last as unknown as Job;
  }

  /** Lays a plan; gives the process that is struck, once it is. */
  async plan(plan: StrikePlan): Promise<{ struck(): Promise<Struck> }> {
    const { plans } = this.lab;
    await rm(join(plans, STRUCK_FILE), { force: true });
    await writeFile(join(plans, PLAN_FILE), JSON.stringify(plan));
    return {
      struck: async () => {
        let struck: Struck | undefined;
        const read = async () => {
          const text = await readFile(join(plans, STRUCK_FILE), 'utf8').catch(() => '');
          struck = text === '' ? undefined : (JSON.parse(text) as Struck);
          return struck !== undefined;
        };
        await this.wait(read, `the ${plan.service} to come to ${plan.moment} ${plan.match}`);
        this.mark();
        return struck as unknown as Struck;
      },
    };
  }

  async wait(holds: () => Promise<boolean>, what: string | (() => string)): Promise<void> {
    await until(holds, '', this.lab.scale.limitMs).catch(() => {
      throw new FaultError(
        `stuck: waited ${this.lab.scale.limitMs / 1000} s for ${typeof what === 'string' ? what : what()}`,
      );
    });
  }

  /**
   * Waits until the job has published `next`, every record accounted for. One that was given up as silent is resumed, as
   * its operator would; another end is a finding.
   *
   * @param resumable further states from which the operator resumes it
   */
  async published(job: Job, ...resumable: JobStatus[]): Promise<string> {
    const ended = await this.#ended(job);
    if (ended.status === 'interrupted' || resumable.includes(ended.status)) {
      this.#resumed += 1;
      await this.request('POST', `/api/jobs/${job.id}/resume`);
      return this.published(job, ...resumable);
    }
    if (ended.status !== 'success') throw new FaultError(describeEnd(ended));
    this.recovered();
    await this.#checkCounts(ended);
    this.live = this.next;
    return this.#resumed === 0 ? 'published' : `published after ${this.#resumed} resume`;
  }

  /** Waits until the job has failed with this code, and nothing was published. */
  async failed(job: Job, ...codes: readonly string[]): Promise<string> {
    const ended = await this.#ended(job);
    if (ended.status !== 'failed' || !codes.includes(ended.error_code ?? '')) {
      throw new FaultError(`not failed with ${codes.join(' or ')}: ${describeEnd(ended)}`);
    }
    this.recovered();
    return ended.error_code ?? '';
  }

  #ended({ id }: Job): Promise<Job> {
    return this.reach(id, 'success', 'partial', 'skipped', 'failed', 'interrupted', 'cancelled');
  }

  /** What the API tells of the job must be what the sample was made to give. */
  async #checkCounts(job: Job): Promise<void> {
    const wrong = wrongCounts(job, this.next.expected);
    if (wrong.length > 0) throw new FaultError(`${wrong.join(', ')} in ${describeCounts(job)}`);
    const { rows } = await this.lab.database.pool.query<{ rejects: number }>(
      'SELECT count(*) AS rejects FROM etl.data_import_error WHERE job_id = $1',
      [job.id],
    );
    const rejects = job.records_failed + job.records_duplicated;
    if (rows[0]?.rejects !== rejects) {
      throw new FaultError(`${String(rows[0]?.rejects)} rejects are kept, ${rejects} are counted`);
    }
  }
}

function describeEnd(job: Job): string {
  const error = job.error_code === null ? '' : ` with ${job.error_code}`;
  const settled = isSettled(job.status) ? 'ended as' : 'is';
  return `job ${job.id} ${settled} ${job.status}${error}: ${job.error_message ?? 'no message'}`;
}
