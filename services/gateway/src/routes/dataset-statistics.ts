import type { Publication } from '@regpipe/contracts';
import { type Database, readLivePublication } from '@regpipe/database';
import type { Dataset, StatisticsRoute } from '@regpipe/datasets';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { notPublished, queryLive } from '../live-query.ts';
import { Memo } from '../memo.ts';
import { pageLimit } from './parameters.ts';

interface Statistics {
  readonly fingerprint: string;
  readonly version: number;
  readonly items: readonly unknown[];
}

/** Mounts what each data set tells of all its rows: computed once for each version that is live, and kept. */
export function datasetStatisticsRoutes(server: Server, gateway: Gateway): void {
  for (const dataset of gateway.datasets) {
    for (const route of dataset.statistics ?? []) mount(server, gateway, dataset, route);
  }
}

function mount(server: Server, gateway: Gateway, dataset: Dataset, route: StatisticsRoute): void {
  const memo = new Memo<Statistics>();
  const { limit } = route;
  const querystring = z.strictObject(
    limit === undefined ? {} : { limit: pageLimit(limit.most, limit.usual) },
  );
  server.route({
    method: 'GET',
    url: `/api${route.path}`,
    config: { access: 'viewer' },
    schema: {
      summary: route.summary,
      description:
        'Computed when it is first asked for after a publication, which takes seconds, and kept until the next.',
      tags: [dataset.name],
      querystring,
      response: {
        200: jsonResponse(
          'Of the live publication',
          z.object({ version: z.int().describe('The one that is live'), items: z.array(route.item) }),
        ),
        ...problemResponses('REQUEST_INVALID', 'NOT_PUBLISHED'),
      },
    },
    handler: async (request) => {
      const live = await readLivePublication(gateway.database.pool, dataset.name);
      if (live === undefined) throw notPublished(dataset);
      const { version, items } = await memo.recall(fingerprintOf(live), () =>
        compute(gateway.queries, dataset, route),
      );
      // Absent where the route has none.
      const { limit: most } = request.query as { limit?: number };
      return { version, items: items.slice(0, most) };
    },
  });
}

/** A repair adds rows to a version. */
function fingerprintOf({ version, row_counts }: Publication): string {
  return `${version} ${JSON.stringify(row_counts)}`;
}

/** Where a publication or a repair came in between, nobody knows of which version the items are: they are read again. */
async function compute(queries: Database, dataset: Dataset, route: StatisticsRoute): Promise<Statistics> {
  for (;;) {
    const found = await queryLive(queries, dataset, async (query, connection) => {
      const before = await readLivePublication(connection, dataset.name);
      if (before === undefined) throw notPublished(dataset);
      const items = await route.items(query);
      const after = await readLivePublication(connection, dataset.name);
      const fingerprint = fingerprintOf(before);
      const same = after !== undefined && fingerprintOf(after) === fingerprint;
      return same ? { fingerprint, version: before.version, items } : undefined;
    });
    if (found !== undefined) return found;
  }
}
