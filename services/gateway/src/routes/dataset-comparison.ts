import { comparisonSchema, RefusedError, type TableDefinition } from '@regpipe/contracts';
import { compareByKey, type KeyCounts, listPublications, type PublicationRow } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server, ShortMemory } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { requireDataset } from './require-dataset.ts';

/** Less than the gateway's role gets for any statement. */
const COMPARE_LIMIT_MS = 20_000;
/** What a version holds changes only by a repair, and then its counts do. */
const KEPT_MS = 600_000;
const MOST_KEPT = 100;

const version = z.coerce.number().int().positive();

/** Two publications of a data set beside each other. */
export function datasetComparisonRoutes(server: Server, gateway: Gateway): void {
  const { database, queries, datasets } = gateway;
  const known = new ShortMemory<KeyCounts | undefined>(KEPT_MS, MOST_KEPT);

  const compareKeys = async (table: TableDefinition, from: PublicationRow, to: PublicationRow) => {
    if (table.primaryKey === undefined || from.dropped || to.dropped) return null;
    const key = JSON.stringify([table.name, ...[from, to].flatMap((one) => [one.version, one.row_counts])]);
    const versions = { from: from.version, to: to.version, timeoutMs: COMPARE_LIMIT_MS };
    return (await known.recall(key, () => compareByKey(queries, table, versions))) ?? null;
  };

  server.route({
    method: 'GET',
    url: '/api/datasets/:name/compare',
    config: { access: 'viewer' },
    schema: {
      operationId: 'compareVersions',
      summary: 'How two publications differ: rows, and by primary key what was added, removed and changed',
      description:
        'Keys are compared while the tables of both versions are kept. The first to ask waits for some seconds.',
      tags: ['data sets'],
      params: z.strictObject({ name: z.string() }),
      querystring: z.strictObject({ from: version, to: version }),
      response: {
        200: jsonResponse('The two beside each other', comparisonSchema),
        ...problemResponses('REQUEST_INVALID', 'DATASET_UNKNOWN', 'NOT_PUBLISHED'),
      },
    },
    handler: async (request) => {
      const dataset = requireDataset(datasets, request.params.name);
      const history = await listPublications(database.pool, dataset.name);
      const from = requireVersion(history, dataset.name, request.query.from);
      const to = requireVersion(history, dataset.name, request.query.to);
      const tables = [];
      // One after the other: a comparison takes what processors there are.
      for (const table of dataset.tables) {
        const { name } = table;
        const rows = { from_rows: from.row_counts[name] ?? 0, to_rows: to.row_counts[name] ?? 0 };
        tables.push({ table: name, ...rows, keys: await compareKeys(table, from, to) });
      }
      return { from, to, tables };
    },
  });
}

function requireVersion(
  history: readonly PublicationRow[],
  dataset: string,
  version: number,
): PublicationRow {
  const found = history.find((publication) => publication.version === version);
  if (found !== undefined) return found;
  throw new RefusedError('NOT_PUBLISHED', `Version ${version} of ${dataset} has never been published.`, {
    fields: { dataset, version },
  });
}
