import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { findDataset, makeSample } from '@regpipe/datasets';
import { serveFile } from '@regpipe/stack';

import { settle, startBenchStack } from '../bench-stack.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { type MemorySeries, watchUsage } from '../measure/watch-usage.ts';
import { runPipeline, untilSearchable } from '../pipeline.ts';
import { countRows, requireSameRows } from '../references/count-rows.ts';
import { exportCleanRows } from '../references/floor.ts';
import { JOB, REFERENCES } from '../references/ways.ts';
import { psql } from '../references/psql.ts';
import type { Material, Reference } from '../references/reference.ts';
import type { ComparisonResult, JobRun, ReferenceRun, Round, RowCounts } from '../results.ts';
import { DATASET, type ModeOptions } from './mode.ts';
import { summarize } from './summarize-rounds.ts';

export interface CompareOptions extends ModeOptions {
  readonly rows: number;
  readonly rounds: number;
  /** Names of the ways to run; a reference that cannot run here is skipped with a word. */
  readonly ways: readonly string[];
}

export interface Compared {
  readonly result: ComparisonResult;
  /** Of the first job: later ones find services that have grown already. */
  readonly memory: readonly MemorySeries[];
}

/**
 * Runs the pipeline and the references by turns on one server: one order in odd rounds, the other way round in even
 * ones, so that none always finds the server as the same other one has left it.
 */
export async function compare(options: CompareOptions): Promise<Compared> {
  const { directory, rows, rounds, say } = options;
  say(`Making a sample of ${rows} records …`);
  const sourcePath = join(directory, 'sample.csv');
  const sample = await makeSample({ rows, path: sourcePath, balanced: true });
  say('Starting the stack …');
  const bench = await startBenchStack(directory);
  const source = await serveFile(sourcePath);
  try {
    const shared = join(directory, 'references');
    await mkdir(shared, { recursive: true });
    const { tables } = findDataset(DATASET);
    const material = { bench, records: rows, tables, sourceUrl: source.url, directory: shared };
    const { usable, skipped } = await chooseReferences(options);
    const turns = new Turns(material, say);
    const measured: Round[] = [];
    for (let number = 1; number <= rounds; number += 1) {
      const ways = [...(options.ways.includes(JOB) ? ([JOB] as const) : []), ...usable] as const;
      say(`Round ${number} of ${rounds}:`);
      measured.push(await turns.round(number % 2 === 1 ? ways : ways.toReversed()));
    }
    const facts = { rows, source_bytes: sample.bytes, skipped };
    const result = { ...(await describeCircumstances(bench.database)), ...facts, ...summarize(measured) };
    return { result, memory: turns.memory };
  } finally {
    await source.close();
    await bench.close();
  }
}

async function chooseReferences({ ways, say }: CompareOptions) {
  const usable: Reference[] = [];
  const skipped: Record<string, string> = {};
  for (const reference of REFERENCES.filter(({ name }) => ways.includes(name))) {
    const obstacle = await reference.obstacle();
    if (obstacle === undefined) usable.push(reference);
    else {
      skipped[reference.name] = obstacle;
      say(`Skipped: ${reference.name}: ${obstacle}`);
    }
  }
  return { usable, skipped };
}

/** Takes the turns, and remembers between them what one needs of another. */
class Turns {
  readonly #material: Material;
  readonly #say: ModeOptions['say'];
  /** What every way must arrive at; known from the first job on. */
  #rows: RowCounts | undefined;
  #hasCleanRows = false;
  memory: readonly MemorySeries[] = [];

  constructor(material: Material, say: ModeOptions['say']) {
    this.#material = material;
    this.#say = say;
  }

  async round(ways: readonly (typeof JOB | Reference)[]): Promise<Round> {
    const references: Record<string, ReferenceRun> = {};
    let job: JobRun | undefined;
    for (const way of ways) {
      if (way === JOB) job = await this.#runJob();
      else references[way.name] = await this.#runReference(way);
    }
    const order = ways.map((way) => (way === JOB ? JOB : way.name));
    return { order, references, ...(job === undefined ? {} : { job }) };
  }

  async #runJob(): Promise<JobRun> {
    const { bench, sourceUrl } = this.#material;
    await settle(bench);
    const { result, usage } = await watchUsage(bench.stack, () => runPipeline(bench, sourceUrl));
    const { memory, ...used } = usage;
    if (this.memory.length === 0) this.memory = memory;
    this.#rows ??= result.rows;
    this.#say(`  ${JOB}: ${result.seconds.toFixed(2)} s`);
    const search = await untilSearchable(bench.stack, result.jobId);
    if (!this.#hasCleanRows) await exportCleanRows(this.#material, result.jobId);
    this.#hasCleanRows = true;
    const { seconds, stages, rows } = result;
    return { seconds, stages, rows, search_seconds: search, ...used };
  }

  async #runReference(reference: Reference): Promise<ReferenceRun> {
    const { bench, records, tables } = this.#material;
    if (this.#rows === undefined) {
      this.#say('  a job that is not measured, to know the rows');
      await this.#runJob();
    }
    const schema = `bench_${reference.name.replace('-', '_')}`;
    await settle(bench);
    const run = await reference.run(this.#material, schema);
    const rows = await countRows(bench.database, tables, schema);
    await psql(bench.stack.databaseUrl, [`DROP SCHEMA ${schema} CASCADE;`]);
    requireSameRows(reference.name, rows, reference.expectedRows(this.#rows ?? {}, records));
    this.#say(`  ${reference.name}: ${run.seconds.toFixed(2)} s`);
    return { ...run, rows };
  }
}
