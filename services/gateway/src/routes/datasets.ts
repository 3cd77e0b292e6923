import { ACTIVE_STATUSES, jobSchema, type Publication, publicationSchema } from '@regpipe/contracts';
import { type Database, listJobs, listPublications } from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { requireDataset } from './require-dataset.ts';

const tags = ['data sets'];
const datasetParameters = z.strictObject({ name: z.string() });

const summarySchema = z.object({
  name: z.string(),
  title: z.object({ en: z.string(), 'zh-TW': z.string() }),
  source: z
    .string()
    .nullable()
    .describe('Where it is published; null where each job says which file it is about'),
  load: z.enum(['replace', 'merge']),
  live: publicationSchema.nullable().describe('What the live names show'),
  freshness: z
    .object({
      published_at: z.iso.datetime({ offset: true }),
      age_seconds: z.int().describe('Since it was published'),
      source_stamp: publicationSchema.shape.source_stamp,
    })
    .nullable(),
  running_job: jobSchema.nullable(),
  last_job: jobSchema.nullable().describe('The newest job, whatever its state'),
});

const datasetSchema = summarySchema.extend({
  history: z
    .array(
      publicationSchema.extend({
        dropped: z.boolean().describe('Its tables are gone'),
        rolled_back: z.boolean().describe('A version before it was made live again in its place'),
      }),
    )
    .describe('Every publication, newest version first'),
});

/** What regpipe keeps: each data set with its live publication, how fresh it is, and what was before. */
export function datasetRoutes(server: Server, { database, datasets, callTracker }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/datasets',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listDatasets',
      summary: 'Every data set',
      tags,
      response: {
        200: jsonResponse('Every data set, without its history', z.object({ items: z.array(summarySchema) })),
        ...problemResponses(),
      },
    },
    handler: async () => ({
      items: await Promise.all(datasets.map((dataset) => describeDataset(database, dataset))),
    }),
  });

  server.route({
    method: 'GET',
    url: '/api/datasets/:name',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getDataset',
      summary: 'One data set with its history',
      tags,
      params: datasetParameters,
      response: { 200: jsonResponse('The data set', datasetSchema), ...problemResponses('DATASET_UNKNOWN') },
    },
    handler: (request) => describeDataset(database, requireDataset(datasets, request.params.name)),
  });

  server.route({
    method: 'POST',
    url: '/api/datasets/:name/rollback',
    config: { access: 'operator' },
    schema: {
      operationId: 'rollBackDataset',
      summary: 'Point the live names at the version before',
      tags,
      params: datasetParameters,
      response: {
        200: jsonResponse('The publication that is live now', publicationSchema),
        ...problemResponses(
          'FORBIDDEN',
          'DATASET_UNKNOWN',
          'NO_PREVIOUS_VERSION',
          'JOB_RUNNING',
          'PUBLICATION_BLOCKED',
          'TRACKER_UNAVAILABLE',
        ),
      },
    },
    handler: (request) => {
      const { name } = requireDataset(datasets, request.params.name);
      return callTracker('tracker.rollback', { dataset: name });
    },
  });
}

async function describeDataset(database: Database, { name, title, source, load }: Dataset) {
  const [history, active, newest] = await Promise.all([
    listPublications(database.pool, name),
    listJobs(database.pool, { dataset: name, statuses: ACTIVE_STATUSES, limit: 1 }),
    listJobs(database.pool, { dataset: name, limit: 1 }),
  ]);
  const live = history.find((publication) => publication.live) ?? null;
  return {
    name,
    title,
    source,
    load,
    live,
    freshness: live === null ? null : freshnessOf(live),
    running_job: active[0] ?? null,
    last_job: newest[0] ?? null,
    history,
  };
}

function freshnessOf({ published_at, source_stamp }: Publication) {
  const ageMs = Date.now() - Date.parse(published_at);
  // The database's clock may be ahead of ours.
  return { published_at, source_stamp, age_seconds: Math.max(0, Math.round(ageMs / 1000)) };
}
